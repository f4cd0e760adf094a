import assert from "node:assert/strict";
import test from "node:test";
import { deviceName } from "../../src/lanterne/web/static/web/player/device.js";
import { sideOf } from "../../src/lanterne/web/static/web/player/gestures.js";

test("a tap in an outer third has a side", () => {
  const film = { left: 0, width: 300 };
  assert.equal(sideOf(20, film), -1);
  assert.equal(sideOf(150, film), 0);
  assert.equal(sideOf(290, film), 1);
});

test("a browser is called by its own name, not by those it also claims", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36";
  assert.equal(deviceName(chrome), "Chrome · Linux");
  assert.equal(deviceName(chrome + " Edg/156.0"), "Edge · Linux");
  assert.equal(deviceName("Mozilla/5.0 (iPhone; Mac OS X) Version/19 Safari/604.1"), "Safari · iPhone");
  assert.equal(deviceName("curl/8"), "");
});
