import assert from "node:assert/strict";
import test from "node:test";
import { codecOf, ofOneRange, purposeOf, qualities, rungOf, sounds, subtitles } from "../../src/lanterne/web/static/web/player/tracks.js";

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

const WORDS = {
  unnamed: "Language not stated",
  audio_description: "Audio description",
  clear_dialogue: "Clear dialogue",
  commentary: "Commentary",
  for_the_deaf: "SDH/CC",
};
const told = (entries) => entries.map(({ label, note }) => [label, note].filter(Boolean).join(", "));
test("only what has the range of brightness being shown is offered", () => {
  const [standard, other] = [{ hdr: "SDR", active: true }, { hdr: undefined }];
  const bright = { hdr: "PQ" };
  assert.deepEqual(ofOneRange([standard, other, bright]), [standard, other]);
  assert.deepEqual(ofOneRange([{ hdr: "SDR" }, { ...bright, active: true }]), [{ ...bright, active: true }]);
  assert.deepEqual(ofOneRange([other, bright]), [other, bright]);
});

test("languages are named in the language of the page, once each", () => {
  const tracks = [{ language: "fr" }, { language: "en" }, { language: "fr" }, { language: "de", forced: true }];
  assert.deepEqual(told(subtitles(tracks, "en", WORDS)), ["French", "English"]);
  assert.deepEqual(told(subtitles(tracks, "fr", WORDS)), ["Français", "Anglais"]);
});

test("a language that nobody named keeps its label", () => {
  assert.deepEqual(told(sounds([{ language: "und", label: "Commentary" }], "en", WORDS)), ["Commentary"]);
  assert.deepEqual(told(sounds([{ language: "not a tag" }], "en", WORDS)), ["not a tag"]);
});

test("a track in no language that anyone told says so, rather than its tag", () => {
  for (const track of [{ language: "und", label: "und" }, { language: "" }]) {
    assert.deepEqual(told(sounds([track], "en", WORDS)), ["Language not stated"]);
  }
});

test("a sound says what it is for and how wide it is, in both forms of a stream", () => {
  const dash = [
    { language: "fr", roles: ["main"], channelsCount: 2 },
    { language: "fr", roles: ["main"], channelsCount: 6 },
    { language: "en", roles: ["dub"], channelsCount: 2 },
    { language: "fr", roles: ["description"], accessibilityPurpose: "visually impaired", channelsCount: 2 },
    { language: "fr", roles: ["enhanced-audio-intelligibility"], channelsCount: 2 },
    { language: "fr", roles: ["commentary"], channelsCount: 6 },
  ];
  const hls = [
    { language: "fr", roles: [], channelsCount: 2 },
    { language: "fr", roles: [], channelsCount: 6 },
    { language: "en", roles: [], channelsCount: 2 },
    { language: "fr", roles: ["public.accessibility.describes-video"], channelsCount: 2 },
    { language: "fr", roles: ["public.accessibility.enhances-speech-intelligibility"], channelsCount: 2 },
    { language: "fr", roles: ["public.auxiliary-content"], channelsCount: 6 },
  ];
  for (const tracks of [dash, hls]) {
    assert.deepEqual(told(sounds(tracks, "en", WORDS)), [
      "French",
      "French, 5.1",
      "English",
      "French, Audio description",
      "French, Clear dialogue",
      "French, Commentary · 5.1",
    ]);
  }
  assert.deepEqual(dash.map(purposeOf), ["", "", "", "audio_description", "clear_dialogue", "commentary"]);
});

test("of the same sound in two codecs the one that is heard stands for both", () => {
  const tracks = [{ language: "en", id: 1 }, { language: "fr", id: 2 }, { language: "en", id: 3, active: true }];
  assert.deepEqual(sounds(tracks, "en", WORDS).map(({ track }) => track.id), [3, 2]);
});

test("two that would read the same are told apart by their titles", () => {
  const tracks = [
    { language: "fr", label: "fr" },
    { language: "fr", label: "Version de 1998" },
    { language: "en", label: "English" },
  ];
  assert.deepEqual(told(sounds(tracks, "en", WORDS)), ["French", "French, Version de 1998", "English"]);
});

test("subtitles for the deaf say so", () => {
  const tracks = [
    { language: "fr", roles: ["subtitle"] },
    { language: "fr", roles: ["caption"], accessibilityPurpose: "hard of hearing" },
    { language: "en", roles: ["public.accessibility.describes-music-and-sound"] },
  ];
  assert.deepEqual(told(subtitles(tracks, "en", WORDS)), ["French", "French, SDH/CC", "English, SDH/CC"]);
});
