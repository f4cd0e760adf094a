/** A viewing that was asked for. Until a heartbeat takes it, leaving the page gives its place back at once. */

export class Viewing {
  /** The promise of the session. */
  started;
  #api;
  #taken = new AbortController();

  constructor(api, title, device) {
    this.#api = api;
    this.started = this.#ask(title, device);
    // Whoever takes it hears of a failure; until then it is nobody's.
    this.started.catch(() => {});
    window.addEventListener("pagehide", () => this.drop(), { signal: this.#taken.signal });
  }

  /** From here on somebody else says goodbye. */
  take() {
    this.#taken.abort();
  }

  /** Nobody watches it: the session is stopped as soon as it is known. */
  drop() {
    this.take();
    this.started.then(({ session_id: id }) => this.#api.stop(id)).catch(() => {});
  }

  async #ask(title, device) {
    // A page drawn ahead is one that perhaps nobody will look at.
    if (document.prerendering) {
      await new Promise((go) => document.addEventListener("prerenderingchange", go, { once: true }));
    }
    return this.#api.start(title, device);
  }
}
