// Keeps a job's page as it stands: asks every second while somebody looks and the job is not over.
const live = document.querySelector("[data-live]");
const lost = document.querySelector("[data-lost]");
const EVERY = 1000;

function isOver() {
  return live.querySelector("[data-over]") !== null;
}

// Replacing a button somebody has just focused would take the keyboard from under them.
function put(html) {
  const focused = document.activeElement?.id;
  live.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus();
}

async function ask() {
  const answer = await fetch(live.dataset.live, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

let shown = "";
async function refresh() {
  try {
    const html = await ask();
    if (html !== shown) put(html);
    shown = html;
    lost.textContent = "";
  } catch {
    lost.textContent = live.dataset.saysLost;
  }
}

function later() {
  if (!isOver()) setTimeout(turn, EVERY);
}

async function turn() {
  if (!document.hidden) await refresh();
  later();
}

if (live) later();
