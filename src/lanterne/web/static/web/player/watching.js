/** One viewing from start to end: the session, the engine, the heartbeat, and what to say when one of them fails. */

import { Refused } from "./api.js";
import { Engine } from "./engine.js";
import { Heartbeat } from "./heartbeat.js";
import { refusal, refusedStatus, trouble } from "./refusals.js";
import { tastes } from "./tastes.js";

const MOST_PATIENCE = 30_000;

export class Watching extends EventTarget {
  engine = null;
  #parts;
  #heartbeat = null;
  #retryIn = 1000;
  #retryTimer;
  #isStale = false;

  /** `parts`: stage, video, captions, api, askForViewing, page (what the server wrote), panel, wish (`format`, `codec`). */
  constructor(parts) {
    super();
    this.#parts = parts;
    const { video } = parts;
    const states = { playing: "playing", pause: "paused", ended: "ended", waiting: "buffering" };
    for (const [name, state] of Object.entries(states)) {
      video.addEventListener(name, () => this.#follow(state));
    }
    video.addEventListener("play", () => this.#wakeUp());
    video.addEventListener("resize", () => this.#note());
    addEventListener("online", () => this.#reconnect());
    addEventListener("offline", () => this.#lose());
  }

  get state() {
    return this.#parts.stage.dataset.state;
  }

  /** Play what the asked-for viewing opens, from `from` seconds or from the resume point. */
  async start(viewing, from = null) {
    const { panel, stage } = this.#parts;
    panel.hide();
    delete stage.dataset.reason;
    this.#isStale = false;
    this.#set("starting");
    if (!Engine.isSupported) return this.#giveUp(viewing);
    try {
      this.#prepare();
      const started = await viewing.started;
      await this.#open(viewing, started, from ?? started.resume_at);
    } catch (error) {
      viewing.drop();
      this.#startFailed(error);
    }
  }

  /** End this viewing and begin another at the same place. */
  async restart() {
    const { currentTime } = this.#parts.video;
    await this.#close();
    await this.start(this.#parts.askForViewing(), currentTime || null);
  }

  /** The engine is put up while the session is on its way. */
  #prepare() {
    const { video, captions, page } = this.#parts;
    const { language, words } = page;
    this.engine = new Engine({ video, captions, language, words });
    this.#listen(this.engine);
  }

  /** Nothing can be played here: the session that was asked for early must not keep its place. */
  #giveUp(viewing) {
    viewing.drop();
    this.#fail("device");
  }

  async #open(viewing, started, from) {
    const { stage, video, api, page, wish } = this.#parts;
    this.#set("loading");
    this.#heartbeat = new Heartbeat({ video, api, session: started.session_id, listener: this.#listener() });
    this.#heartbeat.begin();
    viewing.take();
    const { audio, purpose, surround, captions: subtitles, speed } = tastes();
    const heard = { audio: audio ?? page.language, purpose, surround };
    await this.engine.open(started, { ...wish, ...heard, captions: subtitles, from });
    video.defaultPlaybackRate = video.playbackRate = speed;
    stage.dataset.format = wish.format;
    this.#note();
    this.dispatchEvent(new CustomEvent("opened", { detail: { resumedAt: from } }));
    if (video.paused && this.state === "loading") this.#set("paused");
  }

  #listen(engine) {
    engine.addEventListener("tracks", () => this.#note());
    engine.addEventListener("buffering", ({ detail }) => detail && this.#follow("buffering"));
    engine.addEventListener("error", ({ detail }) => this.#broke(detail));
    engine.addEventListener("failed", ({ detail }) => this.#streamingFailed(detail));
  }

  #listener() {
    return {
      answered: (answer) => {
        this.engine?.renew(answer.dash_url);
        this.#found();
      },
      refused: (error) => this.#refusedOnTheWay(error),
      unreachable: () => this.#lose(),
    };
  }

  #startFailed(error) {
    if (error instanceof Refused) return this.#refuse(error);
    if (error instanceof shaka.util.Error) return this.#broke(error);
    if (error.name === "Unreachable" || !navigator.onLine) return this.#fail("network");
    this.#fail("other");
    throw error;
  }

  #refusedOnTheWay(error) {
    // A paused film gives its place up after a minute; pressing play asks for it again.
    if (["session_over", "elsewhere"].includes(error.reason) && this.#parts.video.paused) {
      this.#isStale = true;
      this.#heartbeat.end();
      return;
    }
    this.#refuse(error);
  }

  #refuse(error) {
    const { words } = this.#parts.page;
    const { heading, sentence, offer } = refusal(error.reason, error.sentence, words);
    this.#parts.stage.dataset.reason = error.reason;
    this.#say(offer === "here" ? "elsewhere" : "refused", heading, sentence, offer);
  }

  #broke(error) {
    if (this.#isSaid()) return;
    const status = refusedStatus(error);
    if (status || trouble(error) === "network") return this.#streamingFailed(error);
    this.#fail(trouble(error));
  }

  #fail(kind) {
    const { words } = this.#parts.page;
    this.#say("error", words[`trouble_${kind}`], words[`trouble_${kind}_why`], "retry");
  }

  #say(state, heading, sentence, offer) {
    const { panel, page, video } = this.#parts;
    this.#set(state);
    video.pause();
    this.#close();
    const others = ["home", "title"].filter((name) => name !== offer).slice(0, 1);
    const offers = [offer, ...others].map((name) => ({ name, words: page.words[`offer_${name}`] }));
    panel.show({ heading, sentence, offers });
  }

  /** The network or an old signature: ask for a new one, then try again, ever more patiently. */
  #streamingFailed(error) {
    if (this.#isSaid()) return;
    if (!this.engine?.isLoaded) return this.#fail("network");
    if (refusedStatus(error)) this.#heartbeat?.send().then(() => this.engine?.retry());
    else this.#lose();
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.engine?.retry(), this.#retryIn);
    this.#retryIn = Math.min(MOST_PATIENCE, this.#retryIn * 2);
  }

  #reconnect() {
    this.#retryIn = 1000;
    this.engine?.retry();
    this.#heartbeat?.send();
  }

  #lose() {
    if (!this.#isSaid()) this.#parts.stage.dataset.offline = "";
  }

  #found() {
    delete this.#parts.stage.dataset.offline;
    this.#retryIn = 1000;
  }

  #wakeUp() {
    if (this.#isStale) this.restart();
  }

  #follow(state) {
    if (this.#isSaid() || this.state === "starting") return;
    if (state === "buffering" && this.#parts.video.paused) return;
    this.#set(state);
    if (state === "playing") this.#note();
    if (state === "playing" && navigator.onLine) this.#found();
  }

  #isSaid() {
    return ["refused", "error", "elsewhere"].includes(this.state);
  }

  #set(state) {
    this.#parts.stage.dataset.state = state;
    this.dispatchEvent(new Event("state"));
  }

  /** Write on the stage what is on the screen, for styles and for whoever watches the watcher. */
  #note() {
    const { stage, video } = this.#parts;
    const current = this.engine?.current;
    if (video.videoHeight) stage.dataset.quality = String(Math.min(video.videoHeight, video.videoWidth));
    if (current) stage.dataset.codec = current.codec;
    stage.dataset.choice = this.engine?.isAutomatic ? "auto" : String(current?.rung ?? "");
    this.dispatchEvent(new Event("tracks"));
  }

  async #close() {
    clearTimeout(this.#retryTimer);
    this.#heartbeat?.end();
    this.#heartbeat = null;
    const { engine } = this;
    this.engine = null;
    await engine?.close();
  }
}
