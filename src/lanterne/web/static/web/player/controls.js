/** The row of controls: each button asks for one thing and shows how things stand. */

import { formatClock, formatLeft } from "./clock.js";
import { nextSpeed } from "./keys.js";
import { remember } from "./tastes.js";

export class Controls {
  #stage;
  #video;
  #words;
  #settled;

  /** ``settled`` gives what a seek has to wait for, if anything. */
  constructor({ stage, video, words, act, settled }) {
    this.#settled = settled;
    this.#stage = stage;
    this.#video = video;
    this.#words = words;
    for (const button of stage.querySelectorAll("[data-act]")) {
      const { act: name, value } = button.dataset;
      button.addEventListener("click", () => act[name](value && Number(value)));
    }
    this.#find("pip").hidden = !document.pictureInPictureEnabled;
    this.#volume().addEventListener("input", (event) => this.setVolume(Number(event.target.value)));
    for (const name of ["play", "pause", "ended"]) video.addEventListener(name, () => this.#paintPlay());
    for (const name of ["timeupdate", "durationchange"]) video.addEventListener(name, () => this.#paintTime());
    video.addEventListener("volumechange", () => this.#paintVolume());
    document.addEventListener("fullscreenchange", () => this.#paintFull());
    this.#paintVolume();
  }

  async toggle() {
    if (!this.#video.paused) this.#video.pause();
    else await this.play();
  }

  /** Play; where the browser wants a press first, the large button stays. */
  play() {
    return this.#video.play().catch((error) => {
      if (!["NotAllowedError", "AbortError"].includes(error.name)) throw error;
    });
  }

  async seek(seconds) {
    await this.#settled();
    const { duration } = this.#video;
    if (duration) this.#video.currentTime = Math.min(duration - 0.1, Math.max(0, seconds));
  }

  setVolume(volume) {
    const kept = Math.min(1, Math.max(0, Math.round(volume * 100) / 100));
    Object.assign(this.#video, { volume: kept, muted: kept === 0 });
    remember({ volume: kept, muted: kept === 0 });
    this.say(`${this.#words.volume} ${Math.round(kept * 100)} %`);
  }

  mute() {
    this.#video.muted = !this.#video.muted;
    if (!this.#video.muted && !this.#video.volume) this.#video.volume = 0.5;
    remember({ muted: this.#video.muted, volume: this.#video.volume });
  }

  /** One step faster or slower. */
  stepSpeed(step) {
    this.setSpeed(nextSpeed(this.#video.playbackRate, step));
  }

  setSpeed(speed) {
    Object.assign(this.#video, { playbackRate: speed, defaultPlaybackRate: speed });
    remember({ speed });
    this.say(`${this.#words.speed} ${speed}×`);
  }

  async fullscreen() {
    if (document.fullscreenElement) return document.exitFullscreen();
    if (this.#stage.requestFullscreen) return this.#stage.requestFullscreen();
    return this.#video.webkitEnterFullscreen?.(); // phones that only let the film itself fill the screen
  }

  async pip() {
    if (document.pictureInPictureElement) return document.exitPictureInPicture();
    return this.#video.requestPictureInPicture();
  }

  /** A word in passing, on the screen and for a screen reader. */
  say(words) {
    const word = this.#stage.querySelector("[data-word]");
    word.textContent = words;
    word.getAnimations().forEach((animation) => animation.cancel());
    word.animate([{ opacity: 1, offset: 0.7 }, { opacity: 0 }], { duration: 1200 });
  }

  #find(name) {
    return this.#stage.querySelector(`[data-act="${name}"]`);
  }

  #volume() {
    return this.#stage.querySelector("[data-volume]");
  }

  #paintPlay() {
    const isPlaying = !this.#video.paused && !this.#video.ended;
    for (const button of this.#stage.querySelectorAll('[data-act="toggle"]')) {
      button.dataset.on = String(isPlaying);
      button.setAttribute("aria-label", isPlaying ? this.#words.pause : this.#words.play);
    }
  }

  #paintTime() {
    const { currentTime, duration } = this.#video;
    this.#stage.querySelector("[data-position]").textContent = formatClock(currentTime);
    this.#stage.querySelector("[data-left]").textContent = duration ? formatLeft(currentTime, duration) : "";
  }

  #paintVolume() {
    const { volume, muted } = this.#video;
    const heard = muted ? 0 : volume;
    this.#volume().value = String(heard);
    this.#volume().style.setProperty("--volume", String(heard));
    const button = this.#find("mute");
    button.dataset.level = heard === 0 ? "none" : heard < 0.5 ? "low" : "high";
    button.setAttribute("aria-label", heard === 0 ? this.#words.unmute : this.#words.mute);
  }

  #paintFull() {
    const isFull = Boolean(document.fullscreenElement);
    const button = this.#find("fullscreen");
    button.dataset.on = String(isFull);
    button.setAttribute("aria-label", isFull ? this.#words.exit_fullscreen : this.#words.fullscreen);
  }
}
