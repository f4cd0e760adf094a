// One key for each decision about the row that the cursor is at; the buttons do the same without it.
import { deciding } from "./keys.js";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const key = deciding(event, isTyping);
  const button = key && document.querySelector(`[data-row][data-current] [data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
