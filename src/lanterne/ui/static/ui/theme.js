// The theme switch without a reload; without this script the form posts and the page comes back.
const switcher = document.querySelector("[data-theme-switch]");

switcher?.addEventListener("submit", (event) => {
  const chosen = event.submitter;
  if (!chosen || chosen.name !== "theme") return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${chosen.value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  if (chosen.value === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen.value;
  for (const button of switcher.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
});
