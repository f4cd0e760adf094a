import assert from "node:assert/strict";
import test from "node:test";
import { nearest } from "../../src/lanterne/web/static/web/player/focus.js";

const at = (left, top) => ({ left, top, width: 100, height: 40 });
// Two columns; the second has one more entry.
const grid = [at(0, 0), at(0, 50), at(200, 0), at(200, 50), at(200, 100)];

test("up and down stay in the column", () => {
  assert.equal(nearest(grid[0], grid, "ArrowDown"), 1);
  assert.equal(nearest(grid[3], grid, "ArrowUp"), 2);
});

test("left and right go to the neighbour at the same height", () => {
  assert.equal(nearest(grid[1], grid, "ArrowRight"), 3);
  assert.equal(nearest(grid[2], grid, "ArrowLeft"), 0);
});

test("from an entry without a neighbour the closest one answers", () => {
  assert.equal(nearest(grid[4], grid, "ArrowLeft"), 1);
});

test("at the edge, and for other keys, the focus stays", () => {
  assert.equal(nearest(grid[0], grid, "ArrowUp"), -1);
  assert.equal(nearest(grid[4], grid, "ArrowRight"), -1);
  assert.equal(nearest(grid[0], grid, "Enter"), -1);
});
