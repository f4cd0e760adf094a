import assert from "node:assert/strict";
import test from "node:test";
import { actionOf, deciding, moved } from "../../src/lanterne/studio/static/studio/keys.js";

test("the keys of a list", () => {
  const asked = (key) => actionOf({ key }, false);
  assert.deepEqual(["j", "k", "x", "o", "/", "?"].map(asked), ["next", "previous", "choose", "open", "search", "help"]);
  assert.equal(asked("q"), null);
});

test("a key that is typed, or that is the browser's, does nothing", () => {
  assert.equal(actionOf({ key: "j" }, true), null);
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.equal(actionOf({ key: "k", [held]: true }, false), null);
});

test("the cursor stays within the list", () => {
  assert.equal(moved(-1, "next", 3), 0);
  assert.equal(moved(-1, "previous", 3), 2);
  assert.equal(moved(0, "previous", 3), 0);
  assert.equal(moved(2, "next", 3), 2);
  assert.equal(moved(1, "next", 3), 2);
  assert.equal(moved(-1, "next", 0), -1);
});

test("one key decides about a comment, unless it is typed or the browser's", () => {
  assert.deepEqual(["p", "h", "s", "r", "a", "j"].map((key) => deciding({ key }, false)), ["p", "h", "s", "r", "a", null]);
  assert.equal(deciding({ key: "p" }, true), null);
  assert.equal(deciding({ key: "s", ctrlKey: true }, false), null);
});
