/** What the sheet offers, drawn from what the engine knows now. */

import { speeds } from "./keys.js";
import { remember } from "./tastes.js";

export function groupsOf({ engine, video, words, controls }) {
  if (!engine) return [speedGroup(video, words, controls)];
  return [
    qualityGroup(engine, words),
    audioGroup(engine, words),
    captionsGroup(engine, words),
    speedGroup(video, words, controls),
  ];
}

function qualityGroup(engine, words) {
  const { current, isAutomatic } = engine;
  const automatic = {
    key: "auto",
    label: words.automatic,
    note: isAutomatic && current ? `${current.rung}p` : "",
    isChosen: isAutomatic,
  };
  const rungs = engine.qualities.map(({ key, rung, codec, label, note }) => ({
    key,
    label,
    note,
    isChosen: !isAutomatic && current?.rung === rung && current.codec === codec,
  }));
  const choose = (key) => engine.chooseQuality(key === "auto" ? null : key);
  return { name: "quality", title: words.quality, options: [automatic, ...rungs], choose };
}

function audioGroup(engine, words) {
  const options = engine.audios.map(({ key, label, note, track }) => ({ key, label, note, isChosen: track.active }));
  const choose = (key) => {
    engine.chooseAudio(key);
    const { track, purpose, isSurround } = engine.audios.find((each) => each.key === key);
    remember({ audio: track.language, purpose, surround: isSurround });
  };
  return { name: "audio", title: words.audio, options, choose };
}

function captionsGroup(engine, words) {
  const offered = engine.captions;
  if (!offered.length) return { name: "captions", title: words.captions, options: [], choose: () => {} };
  const isShown = offered.some(({ track }) => track.active);
  const options = [
    { key: "off", label: words.captions_off, isChosen: !isShown },
    ...offered.map(({ key, label, note, track }) => ({ key, label, note, isChosen: track.active })),
  ];
  return { name: "captions", title: words.captions, options, choose: (key) => showCaptions(engine, key) };
}

function showCaptions(engine, key) {
  const chosen = engine.captions.find((each) => each.key === key);
  engine.chooseCaptions(chosen ? key : null);
  remember({ captions: chosen ? chosen.track.language : null });
}

/** Subtitles on or off, as one key: the language chosen last, or the page's, or the first. */
export function toggleCaptions(engine, tastes, language) {
  const offered = engine.captions;
  if (offered.some(({ track }) => track.active)) return showCaptions(engine, "off");
  const wanted = [tastes.captions, language].filter(Boolean);
  const found = wanted
    .map((tag) => offered.find(({ track }) => track.language.split("-")[0] === tag.split("-")[0]))
    .find(Boolean);
  const next = found ?? offered[0];
  return next && showCaptions(engine, next.key);
}

function speedGroup(video, words, controls) {
  const options = speeds().map((speed) => ({
    key: String(speed),
    label: speed === 1 ? words.normal_speed : `${speed}×`,
    isChosen: Math.abs(video.playbackRate - speed) < 0.01,
  }));
  return { name: "speed", title: words.speed, options, choose: (key) => controls.setSpeed(Number(key)) };
}
