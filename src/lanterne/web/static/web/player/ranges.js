/** Which seconds of the film were on screen, so that each is counted once however often it is repeated. */

// Further apart than this, two positions are a jump that nobody announced, not playback.
const LONGEST_STEP = 5;

export class WatchedRanges {
  #ranges = [];
  #from = null;
  #to = null;

  /** The film has played on to `position`. */
  advance(position) {
    if (this.#from === null || position < this.#to || position - this.#to > LONGEST_STEP) {
      this.jump(position);
    }
    this.#to = position;
  }

  /** The film goes on from `position`; what lies between was not watched. */
  jump(position) {
    this.#close();
    this.#from = position;
    this.#to = position;
  }

  /** Half-open ranges since the last time, in seconds, sorted and without overlap. */
  take() {
    this.#close();
    this.#from = this.#to;
    return merge(this.#ranges.splice(0));
  }

  /** Ranges that could not be delivered wait for the next time. */
  giveBack(ranges) {
    this.#ranges.push(...ranges);
  }

  #close() {
    if (this.#from === null) return;
    const range = [rounded(this.#from), rounded(this.#to)];
    if (range[1] > range[0]) this.#ranges.push(range);
  }
}

export function merge(ranges) {
  const merged = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function rounded(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
