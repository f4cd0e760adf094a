// Before the first paint: the theme that the reader chose, since pages are the same for everybody.
const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie);
if (chosen) document.documentElement.dataset.theme = chosen[1];
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-theme-switch]");
  if (!form) return;
  form.hidden = false;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === (chosen ? chosen[1] : "auto")));
  }
});
