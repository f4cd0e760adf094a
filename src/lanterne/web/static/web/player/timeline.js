/** The time line: where the film is, what is loaded, and a picture of the moment under the hand. */

import { chapterAt } from "./chapters.js";
import { formatClock, spokenTime } from "./clock.js";

export class Timeline {
  #root;
  #video;
  #language;
  #seek;
  #pictureAt = async () => null;
  #wanted = null;
  #chapters = [];

  constructor({ root, video, language, seek }) {
    this.#root = root;
    this.#video = video;
    this.#language = language;
    this.#seek = seek;
    for (const name of ["timeupdate", "progress", "durationchange", "seeking"]) {
      video.addEventListener(name, () => this.paint());
    }
    root.addEventListener("pointerdown", (event) => this.#press(event));
    root.addEventListener("pointermove", (event) => this.#follow(event));
    root.addEventListener("pointerup", (event) => this.#release(event));
    root.addEventListener("pointercancel", () => this.#drop());
    root.addEventListener("pointerleave", () => this.#hidePicture());
  }

  set pictures(pictureAt) {
    this.#pictureAt = pictureAt;
  }

  get chapters() {
    return this.#chapters;
  }

  /** `[{start, title}]`: a mark where each begins, and its title over the moment under the hand. */
  set chapters(chapters) {
    this.#chapters = chapters;
    this.#paintMarks();
    this.paint();
  }

  get isHeld() {
    return this.#wanted !== null;
  }

  paint() {
    const { duration, currentTime } = this.#video;
    if (!Number.isFinite(duration) || !duration) return;
    const shown = this.#wanted ?? currentTime;
    this.#share("--played", shown / duration);
    this.#share("--loaded", loadedTo(this.#video) / duration);
    this.#root.setAttribute("aria-valuemax", String(Math.floor(duration)));
    this.#root.setAttribute("aria-valuenow", String(Math.floor(shown)));
    const title = chapterAt(this.#chapters, shown)?.title;
    const spoken = [spokenTime(shown, this.#language), title].filter(Boolean).join(", ");
    this.#root.setAttribute("aria-valuetext", spoken);
  }

  #paintMarks() {
    const { duration } = this.#video;
    const marks = this.#chapters.filter(({ start }) => start > 0 && start < duration);
    const drawn = marks.map(({ start }) => {
      const mark = document.createElement("span");
      mark.className = "line__mark";
      mark.style.setProperty("--from", String(start / duration));
      return mark;
    });
    this.#root.querySelector("[data-marks]").replaceChildren(...drawn);
  }

  #press(event) {
    if (event.button !== 0) return;
    // A pointer that ended meanwhile, or one that a script made up, cannot be captured: the press still counts.
    if (event.isTrusted) this.#root.setPointerCapture(event.pointerId);
    this.#wanted = this.#moment(event);
    this.#follow(event);
  }

  #follow(event) {
    const moment = this.#moment(event);
    if (this.isHeld) this.#wanted = moment;
    this.paint();
    this.#showPicture(moment, event);
  }

  #release(event) {
    if (!this.isHeld) return;
    this.#seek(this.#moment(event));
    this.#drop();
    if (event.pointerType === "touch") this.#hidePicture();
  }

  #drop() {
    this.#wanted = null;
    this.paint();
  }

  #moment(event) {
    const { left, width } = this.#root.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return share * (this.#video.duration || 0);
  }

  async #showPicture(moment, event) {
    const box = this.#root.querySelector("[data-moment]");
    const line = this.#root.getBoundingClientRect();
    box.hidden = !this.#video.duration;
    box.querySelector("[data-moment-time]").textContent = formatClock(moment);
    box.querySelector("[data-moment-chapter]").textContent = chapterAt(this.#chapters, moment)?.title ?? "";
    const half = box.offsetWidth / 2;
    const x = Math.min(line.width - half, Math.max(half, event.clientX - line.left));
    box.style.setProperty("--at", `${x}px`);
    paintPicture(box.querySelector("[data-moment-picture]"), await this.#pictureAt(moment));
  }

  #hidePicture() {
    if (!this.isHeld) this.#root.querySelector("[data-moment]").hidden = true;
  }

  #share(name, share) {
    this.#root.style.setProperty(name, String(Math.min(1, Math.max(0, share))));
  }
}

function loadedTo(video) {
  for (let index = 0; index < video.buffered.length; index += 1) {
    const [start, end] = [video.buffered.start(index), video.buffered.end(index)];
    if (start <= video.currentTime + 0.5 && video.currentTime <= end) return end;
  }
  return video.currentTime;
}

function paintPicture(frame, picture) {
  frame.hidden = !picture;
  if (!picture) return;
  // Sizes in shares of the sheet, so that the frame decides how large the picture is shown.
  const across = picture.imageWidth / picture.width;
  const down = picture.imageHeight / picture.height;
  const { style } = frame;
  style.aspectRatio = `${picture.width} / ${picture.height}`;
  style.backgroundImage = `url("${picture.address}")`;
  style.backgroundSize = `${across * 100}% ${down * 100}%`;
  style.backgroundPosition = `${share(picture.x / picture.width, across)}% ${share(picture.y / picture.height, down)}%`;
}

function share(index, count) {
  return count > 1 ? (index / (count - 1)) * 100 : 0;
}
