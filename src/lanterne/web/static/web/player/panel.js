/** What the page says instead of the film: refused, broken, elsewhere, at the end. */

export class Panel {
  #root;
  #links;
  #act;

  /** `links` are addresses by offer; `act` are functions by offer, for offers that stay on the page. */
  constructor({ root, links, act }) {
    this.#root = root;
    this.#links = links;
    this.#act = act;
  }

  /** `offers` is `[{name, words}]`; the first is the one that matters. */
  show({ heading, sentence, offers }) {
    this.#root.querySelector("[data-heading]").textContent = heading;
    this.#root.querySelector("[data-sentence]").textContent = sentence;
    const buttons = offers.map((offer, index) => this.#offer(offer, index === 0));
    this.#root.querySelector("[data-offers]").replaceChildren(...buttons);
    this.#root.hidden = false;
    buttons[0]?.focus();
  }

  hide() {
    this.#root.hidden = true;
  }

  get isShown() {
    return !this.#root.hidden;
  }

  #offer({ name, words }, isFirst) {
    const href = this.#links[name];
    const made = document.createElement(href ? "a" : "button");
    made.className = isFirst ? "button button--lamp" : "button button--film";
    made.textContent = words;
    made.dataset.offer = name;
    if (href) made.href = href;
    else made.type = "button";
    if (!href) made.addEventListener("click", this.#act[name]);
    return made;
  }
}
