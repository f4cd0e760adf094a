// Results as you type. Without this script the form does the same with a reload.

const WAIT = 180;
const form = document.querySelector("[data-search]");
const found = document.querySelector("[data-found]");
const entry = form.elements.namedItem("q");
let timer = 0;
let asking = null;
let shown = entry.value.trim();

async function ask() {
  const text = entry.value.trim();
  if (text === shown) return;
  asking?.abort();
  asking = new AbortController();
  const mine = asking;
  found.dataset.busy = "";
  try {
    const address = `${form.action}?${new URLSearchParams({ q: text })}`;
    const answer = await fetch(`${address}&part`, { signal: mine.signal });
    // Signed out or lapsed meanwhile: let the server say so on a whole page.
    if (!answer.ok || answer.redirected) return location.assign(address);
    found.innerHTML = await answer.text();
    shown = text;
    history.replaceState(null, "", text ? address : form.action);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  } finally {
    if (mine === asking) delete found.dataset.busy;
  }
}

entry.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  ask();
});
entry.setSelectionRange(entry.value.length, entry.value.length);
