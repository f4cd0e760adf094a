import assert from "node:assert/strict";
import test from "node:test";
import { formatClock, formatLeft, spokenTime } from "../../src/lanterne/web/static/web/player/clock.js";

test("minutes and seconds below an hour, hours from there on", () => {
  assert.equal(formatClock(7), "0:07");
  assert.equal(formatClock(725.9), "12:05");
  assert.equal(formatClock(3599.99), "59:59");
  assert.equal(formatClock(3600), "1:00:00");
  assert.equal(formatClock(3723), "1:02:03");
});

test("a length that is not known yet reads as nothing", () => {
  assert.equal(formatClock(NaN), "0:00");
  assert.equal(formatClock(Infinity), "0:00");
  assert.equal(formatClock(-3), "0:00");
});

test("what is left carries a true minus and never grows past the end", () => {
  assert.equal(formatLeft(10, 75), "−1:05");
  assert.equal(formatLeft(80, 75), "−0:00");
});

test("a screen reader hears words where the browser knows them, and the clock elsewhere", () => {
  const said = spokenTime(125, "en");
  assert.ok(["2 minutes, 5 seconds", "2:05"].includes(said), said);
});
