/** One sheet for quality, sound, subtitles and speed. Arrow keys move in two dimensions, Enter takes. */

import { nearest } from "./focus.js";

export class Sheet {
  #root;
  #opener;
  #groups;

  /** `groups` tells, each time the sheet is drawn, `[{name, options: [{key, label, note, isChosen}], choose}]`. */
  constructor({ root, opener, groups }) {
    this.#root = root;
    this.#opener = opener;
    this.#groups = groups;
    opener.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    root.querySelector("[data-close]").addEventListener("click", () => this.close());
    root.addEventListener("keydown", (event) => this.#move(event));
  }

  get isOpen() {
    return !this.#root.hidden;
  }

  open() {
    this.#root.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.draw();
    (this.#root.querySelector("[aria-checked=true]") ?? this.#root).focus();
  }

  close() {
    if (!this.isOpen) return;
    this.#root.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
    this.#opener.focus();
  }

  /** Draw again, keeping the focus where it is. */
  draw() {
    if (!this.isOpen) return;
    const focused = document.activeElement?.dataset?.option;
    const groups = this.#groups().filter((group) => group.options.length);
    this.#root.querySelector("[data-groups]").replaceChildren(...groups.map((group) => this.#group(group)));
    const again = focused && this.#root.querySelector(`[data-option="${CSS.escape(focused)}"]`);
    if (again) again.focus();
  }

  #group({ name, title, options, choose }) {
    const group = element("div", "sheet__group", { role: "radiogroup", "aria-labelledby": `sheet-${name}` });
    group.dataset.group = name;
    const heading = element("h3", "sheet__title", { id: `sheet-${name}` });
    heading.textContent = title;
    const hasChosen = options.some((option) => option.isChosen);
    const buttons = options.map((option, index) => {
      const isStop = hasChosen ? option.isChosen : index === 0;
      return this.#option({ ...option, name, isStop, choose });
    });
    group.append(heading, ...buttons);
    return group;
  }

  #option({ name, key, label, note, isChosen, isStop, choose }) {
    const button = element("button", "sheet__option", {
      type: "button",
      role: "radio",
      "aria-checked": String(isChosen),
      tabindex: isStop ? "0" : "-1",
    });
    button.dataset.option = `${name}:${key}`;
    const words = element("span", "sheet__label", {});
    words.textContent = label;
    const aside = element("span", "sheet__note", {});
    aside.textContent = note ?? "";
    button.append(words, aside);
    button.addEventListener("click", () => {
      choose(key);
      this.draw();
    });
    return button;
  }

  #move(event) {
    if (!event.key.startsWith("Arrow")) return;
    const options = [...this.#root.querySelectorAll("[data-option]")];
    const from = document.activeElement.getBoundingClientRect();
    const rects = options.map((option) => option.getBoundingClientRect());
    options[nearest(from, rects, event.key)]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}

function element(tag, style, attributes) {
  const made = document.createElement(tag);
  made.className = style;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
