/** After two seconds without a hand there is nothing on the screen but the film. */

const STILL_AFTER = 2000;

export class Stillness {
  #stage;
  #mayHide;
  #timer;

  constructor({ stage, mayHide }) {
    this.#stage = stage;
    this.#mayHide = mayHide;
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin", "wheel"]) {
      stage.addEventListener(name, (event) => this.#stir(event), { passive: true });
    }
    stage.addEventListener("pointerleave", () => this.#hide());
  }

  get isStill() {
    return "still" in this.#stage.dataset;
  }

  wake() {
    delete this.#stage.dataset.still;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), STILL_AFTER);
  }

  /** Hide at once, for a finger that asks for it. */
  rest() {
    clearTimeout(this.#timer);
    this.#hide();
  }

  #stir(event) {
    // A finger says itself, by tapping, whether it wants the controls; a moving mouse of no distance is the page's own doing.
    if (event.pointerType === "touch" && event.target.closest("[data-film]")) return;
    if (event.type === "pointermove" && !event.movementX && !event.movementY) return;
    this.wake();
  }

  #hide() {
    if (this.#mayHide()) this.#stage.dataset.still = "";
    else this.wake();
  }
}
