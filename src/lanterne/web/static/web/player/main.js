/** Puts the player together on the page. */

import { chapterFrom } from "./chapters.js";
import { groupsOf, toggleCaptions } from "./choices.js";
import { Controls } from "./controls.js";
import { api, askForViewing, first, page } from "./early.js";
import { watchGestures } from "./gestures.js";
import { actionOf } from "./keys.js";
import { Panel } from "./panel.js";
import { Prompts } from "./prompts.js";
import { Sheet } from "./sheet.js";
import { Stillness } from "./stillness.js";
import { tastes } from "./tastes.js";
import { Timeline } from "./timeline.js";
import { Watching } from "./watching.js";

const { words } = page;
const stage = document.getElementById("stage");
const find = (selector) => stage.querySelector(selector);
const video = find("video");
const help = find("[data-help]");

const act = {
  toggle: () => controls.toggle(),
  play: () => controls.play(),
  pause: () => video.pause(),
  skip: (seconds) => {
    controls.seek(video.currentTime + seconds);
    controls.say(`${seconds > 0 ? "+" : "−"}${Math.abs(seconds)} s`);
  },
  seekTo: (share) => controls.seek(share * (video.duration || 0)),
  chapter: (step) => goToChapter(chapterFrom(timeline.chapters, video.currentTime, step)),
  volume: (step) => controls.setVolume((video.muted ? 0 : video.volume) + step),
  mute: () => controls.mute(),
  speed: (step) => controls.stepSpeed(step),
  captions: () => watching.engine && toggleCaptions(watching.engine, tastes(), page.language),
  fullscreen: () => controls.fullscreen(),
  pip: () => controls.pip(),
  help: () => (help.open ? help.close() : help.showModal()),
  escape: () => (sheet.isOpen ? sheet.close() : stillness.rest()),
  restart: () => controls.seek(0),
  next: () => location.assign(page.next.address),
  showOrHide: () => (stillness.isStill ? stillness.wake() : stillness.rest()),
};

const { volume, muted } = tastes();
Object.assign(video, { volume, muted });
const controls = new Controls({ stage, video, words, act, settled: () => watching.engine?.settled });
const panel = new Panel({
  root: find("[data-panel]"),
  links: page.links,
  act: {
    retry: () => watching.restart(),
    here: () => watching.restart(),
    again: () => playAgain(),
    reload: () => location.reload(),
  },
});

function goToChapter(chapter) {
  if (!chapter) return;
  controls.seek(chapter.start);
  controls.say(chapter.title);
}

function playAgain() {
  controls.seek(0);
  return controls.play();
}

const query = new URLSearchParams(location.search);
const wish = { format: query.get("format") === "hls" ? "hls" : "dash", codec: query.get("codec") };
const watching = new Watching({
  ...{ stage, video, page, panel, wish },
  captions: find("[data-captions]"),
  ...{ api, askForViewing },
});
const sheet = new Sheet({
  root: find("[data-sheet]"),
  opener: find("[data-sheet-opener]"),
  groups: () => groupsOf({ engine: watching.engine, video, words, controls }),
});
const timeline = new Timeline({
  root: find("[data-timeline]"),
  video,
  language: page.language,
  seek: (seconds) => controls.seek(seconds),
});
timeline.pictures = async (seconds) => watching.engine?.pictureAt(seconds) ?? null;
const stillness = new Stillness({
  stage,
  mayHide: () => watching.state === "playing" && !sheet.isOpen && !help.open && !timeline.isHeld,
});
new Prompts({ stage, video, watching, panel, page });
watchGestures({ film: find("[data-film]"), act });

watching.addEventListener("tracks", () => sheet.draw());
watching.addEventListener("state", () => stillness.wake());
watching.addEventListener("opened", async () => {
  controls.play();
  timeline.chapters = (await watching.engine?.chapters()) ?? [];
});
document.addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  const isInField = Boolean(target.closest("input, dialog[open]")) || panel.isShown;
  const isOnButton = Boolean(target.closest("button, a"));
  const asked = actionOf({ key, ctrlKey, metaKey, altKey, isInField, isOnButton });
  if (!asked) return;
  event.preventDefault();
  stillness.wake();
  act[asked.name](asked.value);
});
// Coming back by the browser's history finds a page whose session has ended: begin again, from the resume point.
addEventListener("pageshow", (event) => event.persisted && location.reload());

watching.start(first);
