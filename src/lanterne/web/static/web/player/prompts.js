/** Quiet offers beside the film: start over, next episode; and what the end of the film says. */

const OFFER_START_OVER_FOR = 8000;
// The next episode is offered when the closing titles usually run, and not earlier than the last tenth.
const CLOSING = 30;

export class Prompts {
  #video;
  #next;
  #over;
  #panel;
  #page;

  constructor({ stage, video, watching, panel, page }) {
    this.#video = video;
    this.#panel = panel;
    this.#page = page;
    this.#next = stage.querySelector('[data-act="next"]');
    this.#over = stage.querySelector('[data-act="restart"]');
    watching.addEventListener("opened", ({ detail }) => this.#offerStartOver(detail.resumedAt));
    this.#over.addEventListener("click", () => (this.#over.hidden = true));
    video.addEventListener("timeupdate", () => this.#offerNext());
    video.addEventListener("ended", () => this.#end());
    video.addEventListener("seeking", () => video.ended || panel.hide());
  }

  #offerStartOver(resumedAt) {
    this.#over.hidden = !(resumedAt > 5);
    setTimeout(() => (this.#over.hidden = true), OFFER_START_OVER_FOR);
  }

  #offerNext() {
    const { currentTime, duration } = this.#video;
    const isNear = duration - currentTime <= Math.min(CLOSING, duration / 10);
    this.#next.hidden = !this.#page.next || !isNear;
  }

  #end() {
    const { words, next } = this.#page;
    const names = next ? ["next", "home"] : ["again", "home"];
    this.#panel.show({
      heading: next ? next.name : words.ended,
      sentence: next ? words.ended_next : words.ended_why,
      offers: names.map((name) => ({ name, words: words[`offer_${name}`] })),
    });
  }
}
