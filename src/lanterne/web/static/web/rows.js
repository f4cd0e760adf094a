// Arrow keys and remotes move focus in two dimensions; a mouse gets a step at each end of a row.

const LINE = "[data-focus-line]";
const THING = "a[href], button:not([disabled], [tabindex='-1']), input:not([type=hidden]), select";

const lines = () => [...document.querySelectorAll(LINE)].filter((line) => things(line).length > 0);
const things = (line) => [...line.querySelectorAll(THING)].filter((one) => one.offsetParent !== null);
const middle = (box) => box.left + box.width / 2;

// A row is one stop for the Tab key: the thing that was last focused in it.
function rove(line, current) {
  for (const one of things(line)) one.tabIndex = one === current ? 0 : -1;
}

function nearest(candidates, box) {
  return candidates.reduce((best, one) => {
    const away = Math.abs(middle(one.getBoundingClientRect()) - middle(box));
    return !best || away < best.away ? { one, away } : best;
  }, null)?.one;
}

// A grid wraps: within one line there may be a thing straight above or below.
function within(line, from, down) {
  const box = from.getBoundingClientRect();
  const others = things(line).filter((one) => {
    const other = one.getBoundingClientRect();
    return down ? other.top >= box.bottom - 1 : other.bottom <= box.top + 1;
  });
  if (others.length === 0) return null;
  const edge = others.map((one) => one.getBoundingClientRect().top);
  const target = down ? Math.min(...edge) : Math.max(...edge);
  return nearest(others.filter((one) => Math.abs(one.getBoundingClientRect().top - target) < 8), box);
}

function upOrDown(from, down) {
  const line = from.closest(LINE);
  const inside = within(line, from, down);
  if (inside) return inside;
  const all = lines();
  const next = all[all.indexOf(line) + (down ? 1 : -1)];
  return next && nearest(visible(next), from.getBoundingClientRect());
}

function visible(line) {
  const all = things(line);
  const seen = all.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.right > 0 && box.left < innerWidth;
  });
  return seen.length ? seen : all;
}

function sideways(from, forward) {
  const all = things(from.closest(LINE));
  return all[all.indexOf(from) + (forward ? 1 : -1)];
}

function target(from, key) {
  const isRtl = document.documentElement.dir === "rtl";
  if (key === "ArrowDown" || key === "ArrowUp") return upOrDown(from, key === "ArrowDown");
  return sideways(from, (key === "ArrowRight") !== isRtl);
}

function focusOn(one) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  one.focus({ preventScroll: true, focusVisible: true });
  one.scrollIntoView({ block: "center", inline: "nearest", behavior: calm ? "auto" : "smooth" });
}

document.addEventListener("keydown", (event) => {
  if (!event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
  const from = event.target;
  const isWriting = from instanceof HTMLInputElement && from.type !== "radio";
  if (isWriting && event.key !== "ArrowDown") return;
  if (!from.closest?.(LINE)) {
    if (from === document.body) start(event);
    return;
  }
  const to = target(from, event.key);
  if (!to) return;
  event.preventDefault();
  focusOn(to);
});

// The first arrow on a fresh page goes to what the page is for.
function start(event) {
  const first = document.querySelector("main " + LINE + " :is(a, button)");
  if (!first) return;
  event.preventDefault();
  focusOn(first);
}

document.addEventListener("focusin", (event) => {
  const track = event.target.closest?.(".row__track");
  if (track) rove(track, event.target);
});

function steps(row) {
  const track = row.querySelector(".row__track");
  const [back, next] = row.querySelectorAll(".row__step");
  if (!track || !next) return;
  const measure = () => {
    const room = track.scrollWidth - track.clientWidth;
    back.disabled = Math.abs(track.scrollLeft) < 8;
    next.disabled = Math.abs(track.scrollLeft) > room - 8;
    back.hidden = next.hidden = room < 8;
  };
  const go = (way) => {
    const side = document.documentElement.dir === "rtl" ? -1 : 1;
    track.scrollBy({ left: way * side * track.clientWidth * 0.8 });
  };
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  track.addEventListener("scroll", measure, { passive: true });
  new ResizeObserver(measure).observe(track);
}

for (const row of document.querySelectorAll(".row")) {
  steps(row);
  const track = row.querySelector(".row__track");
  if (track && things(track).length) rove(track, things(track)[0]);
}
