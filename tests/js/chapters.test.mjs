import assert from "node:assert/strict";
import test from "node:test";
import { chapterAt, chapterFrom, chaptersIn } from "../../src/lanterne/web/static/web/player/chapters.js";

const CHAPTERS = [{ start: 0, title: "One" }, { start: 60, title: "Two" }, { start: 120, title: "Three" }];
const from = (seconds, step) => chapterFrom(CHAPTERS, seconds, step)?.title ?? null;

test("a moment lies in the chapter that began last", () => {
  assert.equal(chapterAt(CHAPTERS, 59.9).title, "One");
  assert.equal(chapterAt(CHAPTERS, 60).title, "Two");
  assert.equal(chapterAt(CHAPTERS, 4000).title, "Three");
  assert.equal(chapterAt([{ start: 5, title: "Late" }], 1), null);
  assert.equal(chapterAt([], 1), null);
});

test("the next chapter, and none after the last", () => {
  assert.equal(from(10, 1), "Two");
  assert.equal(from(60, 1), "Three");
  assert.equal(from(130, 1), null);
});

test("back to where the chapter begins, or to the one before when it has just begun", () => {
  assert.equal(from(70, -1), "Two");
  assert.equal(from(62, -1), "One");
  assert.equal(from(1, -1), "One");
  assert.equal(chapterFrom([], 10, -1), null);
});

test("a description says where its chapters are", () => {
  const property = '<SupplementalProperty schemeIdUri="urn:lanterne:dash:chapters:2026" value="chapters.vtt" />';
  const address = "https://films.example/m/1.2/3/4/manifest.mpd";
  assert.equal(chaptersIn(`<MPD>${property}</MPD>`, address), "https://films.example/m/1.2/3/4/chapters.vtt");
  assert.equal(chaptersIn("<MPD></MPD>", address), null);
  assert.equal(chaptersIn("#EXTM3U", address), null);
});
