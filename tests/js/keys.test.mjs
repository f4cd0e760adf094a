import assert from "node:assert/strict";
import test from "node:test";
import { actionOf, nextSpeed } from "../../src/lanterne/web/static/web/player/keys.js";

test("the keys that players share", () => {
  const asked = (key) => Object.values(actionOf({ key }));
  assert.deepEqual(asked(" "), ["toggle", undefined]);
  assert.deepEqual(asked("k"), ["toggle", undefined]);
  assert.deepEqual(asked("j"), ["skip", -10]);
  assert.deepEqual(asked("ArrowRight"), ["skip", 10]);
  assert.deepEqual(asked("ArrowUp"), ["volume", 0.1]);
  assert.deepEqual(asked("F"), ["fullscreen", undefined]);
  assert.deepEqual(asked(">"), ["speed", 1]);
  assert.deepEqual(asked("?"), ["help", undefined]);
  assert.deepEqual(asked("Escape"), ["escape", undefined]);
  assert.deepEqual(asked("n"), ["chapter", 1]);
  assert.deepEqual(asked("MediaTrackPrevious"), ["chapter", -1]);
});

test("a figure goes to that tenth of the film", () => {
  assert.deepEqual(actionOf({ key: "0" }), { name: "seekTo", value: 0 });
  assert.deepEqual(actionOf({ key: "7" }), { name: "seekTo", value: 0.7 });
});

test("a button keeps the keys that press it", () => {
  assert.equal(actionOf({ key: " ", isOnButton: true }), null);
  assert.equal(actionOf({ key: "Enter", isOnButton: true }), null);
  assert.equal(actionOf({ key: "k", isOnButton: true }).name, "toggle");
});

test("fields and the browser's own shortcuts are left alone", () => {
  assert.equal(actionOf({ key: "k", isInField: true }), null);
  assert.equal(actionOf({ key: "f", ctrlKey: true }), null);
  assert.equal(actionOf({ key: "l", metaKey: true }), null);
  assert.equal(actionOf({ key: "ArrowLeft", altKey: true }), null);
});

test("a key that means nothing asks for nothing", () => {
  assert.equal(actionOf({ key: "x" }), null);
  assert.equal(actionOf({ key: "Tab" }), null);
  assert.equal(actionOf({ key: "constructor" }), null);
});

test("speed goes in steps and stops at both ends", () => {
  assert.equal(nextSpeed(1, 1), 1.25);
  assert.equal(nextSpeed(1, -1), 0.75);
  assert.equal(nextSpeed(2, 1), 2);
  assert.equal(nextSpeed(0.5, -1), 0.5);
});
