/** Tells the service every few seconds where the film is and which seconds were on screen. */

import { Refused } from "./api.js";
import { WatchedRanges } from "./ranges.js";

const EVERY = 10_000;
// The service takes no more in one message; what is over waits for the next.
const MOST_RANGES = 60;

export class Heartbeat {
  #video;
  #api;
  #session;
  #listener;
  #sequence = 0;
  #watched = new WatchedRanges();
  #stopped = new AbortController();
  #timer;

  /** `listener` has `answered(answer)`, `refused(refusal)` and `unreachable()`. */
  constructor({ video, api, session, listener }) {
    this.#video = video;
    this.#api = api;
    this.#session = session;
    this.#listener = listener;
  }

  begin() {
    const on = (target, name, act) =>
      target.addEventListener(name, act, { signal: this.#stopped.signal });
    on(this.#video, "timeupdate", () => this.#follow());
    on(this.#video, "seeking", () => this.#watched.jump(this.#video.currentTime));
    on(this.#video, "pause", () => this.#pause());
    for (const name of ["seeked", "ended"]) on(this.#video, name, () => this.send());
    on(document, "visibilitychange", () => document.hidden && this.send(true));
    on(window, "pagehide", () => this.#leave());
    this.#timer = setInterval(() => this.send(), EVERY);
  }

  end() {
    this.#stopped.abort();
    clearInterval(this.#timer);
  }

  async send(isLast = false) {
    if (this.#stopped.signal.aborted) return;
    const message = this.#message();
    try {
      this.#hear(await this.#api.beat(this.#session, message, isLast));
    } catch (error) {
      this.#failed(error, message.ranges);
    }
  }

  #message() {
    this.#follow();
    const all = this.#watched.take();
    const ranges = all.slice(0, MOST_RANGES);
    this.#watched.giveBack(all.slice(MOST_RANGES));
    return { sequence: (this.#sequence += 1), position: this.#video.currentTime, ranges };
  }

  #hear(answer) {
    if (!this.#stopped.signal.aborted) this.#listener.answered(answer);
  }

  #failed(error, ranges) {
    this.#watched.giveBack(ranges);
    if (this.#stopped.signal.aborted) return;
    if (error instanceof Refused) this.#listener.refused(error);
    else this.#listener.unreachable();
  }

  #follow() {
    const { paused, seeking, currentTime, readyState } = this.#video;
    if (!paused && !seeking && readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      this.#watched.advance(currentTime);
    }
  }

  /** The seconds up to the pause were on screen, although it plays no more. */
  #pause() {
    if (!this.#video.seeking) this.#watched.advance(this.#video.currentTime);
    this.send();
  }

  #leave() {
    // The page is going: nobody is left to hear whether it worked, and the lease ends it in any case.
    this.#api.stop(this.#session, this.#message()).catch(() => {});
    this.end();
  }
}
