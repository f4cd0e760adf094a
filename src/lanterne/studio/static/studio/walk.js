// Keys for lists and decisions: J and K walk through a table's rows, a button with data-key is pressed by its key.
const rows = () => [...document.querySelectorAll("[data-walk] tbody th a")];

function walk(step) {
  const all = rows();
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.focus();
});
