import assert from "node:assert/strict";
import test from "node:test";
import { WatchedRanges, merge } from "../../src/lanterne/web/static/web/player/ranges.js";

function played(watched, ...positions) {
  positions.forEach((position) => watched.advance(position));
  return watched;
}

test("playing on makes one range", () => {
  assert.deepEqual(played(new WatchedRanges(), 10, 10.25, 10.5, 11).take(), [[10, 11]]);
});

test("what was told is not told again, and playing goes on from there", () => {
  const watched = played(new WatchedRanges(), 0, 1, 2);
  assert.deepEqual(watched.take(), [[0, 2]]);
  assert.deepEqual(watched.take(), []);
  assert.deepEqual(played(watched, 3).take(), [[2, 3]]);
});

test("a jump leaves out what lies between", () => {
  const watched = played(new WatchedRanges(), 0, 1);
  watched.jump(50);
  assert.deepEqual(played(watched, 50.25, 51).take(), [[0, 1], [50, 51]]);
});

test("a jump that nobody announced is not taken for playback", () => {
  assert.deepEqual(played(new WatchedRanges(), 0, 1, 30, 31).take(), [[0, 1], [30, 31]]);
  assert.deepEqual(played(new WatchedRanges(), 30, 31, 5, 6).take(), [[5, 6], [30, 31]]);
});

test("seconds seen twice are told once", () => {
  const watched = played(new WatchedRanges(), 0, 1, 2);
  watched.jump(1);
  assert.deepEqual(played(watched, 2, 3).take(), [[0, 3]]);
});

test("ranges that did not arrive go with the next message", () => {
  const watched = played(new WatchedRanges(), 0, 1);
  const lost = watched.take();
  watched.giveBack(lost);
  assert.deepEqual(played(watched, 2).take(), [[0, 2]]);
});

test("standing still is not watching", () => {
  assert.deepEqual(played(new WatchedRanges(), 4, 4, 4).take(), []);
});

test("ranges that touch become one", () => {
  assert.deepEqual(merge([[5, 7], [0, 2], [2, 3], [6, 6.5]]), [[0, 3], [5, 7]]);
});
