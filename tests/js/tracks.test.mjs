import assert from "node:assert/strict";
import test from "node:test";
import { codecOf, languages, qualities, rungOf } from "../../src/lanterne/web/static/web/player/tracks.js";

const track = (width, height, codecs, bandwidth = 1) => ({ width, height, codecs, bandwidth });

test("codecs are known by their first letters", () => {
  assert.equal(codecOf("av01.0.04M.08"), "av1");
  assert.equal(codecOf("avc1.64001f"), "h264");
  assert.equal(codecOf("hvc1.1.6.L93"), "hevc");
  assert.equal(codecOf(null), "unknown");
});

test("an upright film is named by its width", () => {
  assert.equal(rungOf({ width: 1080, height: 1920 }), 1080);
  assert.equal(rungOf({ width: 1920, height: 1080 }), 1080);
});

test("qualities stand from the tallest down, one for each rung and codec", () => {
  const told = qualities([
    track(640, 360, "avc1.1", 10),
    track(1280, 720, "avc1.1", 30),
    track(1280, 720, "av01.0", 20),
    track(640, 360, "avc1.1", 15),
  ]);
  const lines = told.map(({ label, note, track }) => [label, note, track.bandwidth]);
  assert.deepEqual(lines, [["720p", "AV1", 20], ["720p", "H.264", 30], ["360p", "H.264", 15]]);
});

test("languages are named in the language of the page, once each", () => {
  const tracks = [{ language: "fr" }, { language: "en" }, { language: "fr" }, { language: "de", forced: true }];
  assert.deepEqual(languages(tracks, "en").map((each) => each.label), ["French", "English"]);
  assert.deepEqual(languages(tracks, "fr").map((each) => each.label), ["Français", "Anglais"]);
});

test("a language that nobody named keeps its label", () => {
  assert.equal(languages([{ language: "und", label: "Commentary" }], "en")[0].label, "Commentary");
  assert.equal(languages([{ language: "not a tag" }], "en")[0].label, "not a tag");
});

test("a track in no language that anyone told says so, rather than its tag", () => {
  const labels = [{ language: "und", label: "und" }, { language: "" }].map(
    (track) => languages([track], "en", "Language not stated")[0].label,
  );
  assert.deepEqual(labels, ["Language not stated", "Language not stated"]);
});
