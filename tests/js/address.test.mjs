import assert from "node:assert/strict";
import test from "node:test";
import { hexadecimal, renewed } from "../../src/lanterne/web/static/web/player/address.js";

const OLD = "http://127.0.0.1:8000/m/k1.old/100/session-1/films/42/v-720/3.m4s";

test("an address goes on under the newest signature of its session", () => {
  const now = "http://127.0.0.1:8000/m/k2.new/200/session-1/films/42/v-720/3.m4s";
  assert.equal(renewed(OLD, "/m/k2.new/200/session-1/films/42/manifest.mpd"), now);
  assert.equal(renewed(OLD, "http://127.0.0.1:8000/m/k2.new/200/session-1/x"), now);
});

test("a key is told to the library in hexadecimal", () => {
  assert.equal(hexadecimal("AAECAwQFBgcICQoLDA0O_w"), "000102030405060708090a0b0c0d0eff");
});

test("another session's signature, and no signature, change nothing", () => {
  assert.equal(renewed(OLD, "/m/k2.new/200/session-2/films/42/manifest.mpd"), OLD);
  assert.equal(renewed(OLD, ""), OLD);
  assert.equal(renewed("/api/v1/sessions", "/m/k2.new/200/session-1/x"), "/api/v1/sessions");
  assert.equal(renewed("data:,x", "/m/k2.new/200/session-1/x"), "data:,x");
});
