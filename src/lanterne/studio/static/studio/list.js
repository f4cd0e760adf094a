// The keyboard in a list, and the count of what is chosen. Without it the list works by links and boxes all the same.
import { actionOf, moved } from "./keys.js";

const rows = [...document.querySelectorAll("[data-row]")];
const boxes = rows.map((row) => row.querySelector('input[type="checkbox"]'));
const counted = document.querySelector("[data-chosen]");
const bar = document.querySelector("[data-bulk]");
const unchosen = counted?.textContent;
let at = -1;

function go(action) {
  at = moved(at, action, rows.length);
  rows.forEach((row, number) => row.toggleAttribute("data-current", number === at));
  const link = rows[at]?.querySelector("[data-open]");
  link?.focus({ preventScroll: true });
  rows[at]?.scrollIntoView({ block: "nearest" });
}

function tell() {
  const count = boxes.filter((box) => box?.checked).length;
  const said = count === 1 ? counted.dataset.one : counted.dataset.many.replace("{count}", count);
  counted.textContent = count ? said : unchosen;
  bar.toggleAttribute("data-any", count > 0);
}

const DO = {
  next: () => go("next"),
  previous: () => go("previous"),
  choose: () => boxes[at]?.click(),
  open: () => rows[at]?.querySelector("[data-open]")?.click(),
  search: () => document.querySelector("[data-search]")?.focus(),
  help: () => {
    const help = document.querySelector("[data-keys]");
    help.open = !help.open;
    if (help.open) help.scrollIntoView({ block: "nearest" });
  },
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const action = actionOf(event, isTyping);
  if (!action) return;
  event.preventDefault();
  DO[action]();
});

if (counted) {
  document.addEventListener("change", tell);
  tell();
}

// How many titles each choice would show comes after the list, which does not wait for it.
const counting = document.querySelector("[data-counts]");

function put(select, counts) {
  for (const option of select.options) {
    const count = counts[option.value] ?? 0;
    if (option.value === "") continue;
    option.textContent += ` · ${count}`;
    option.hidden = count === 0 && !option.selected;
  }
}

if (counting) {
  const answer = await fetch(counting.dataset.counts + location.search);
  const counts = answer.ok ? await answer.json() : {};
  for (const [name, held] of Object.entries(counts)) {
    const select = counting.elements.namedItem(name);
    if (select) put(select, held);
  }
}
