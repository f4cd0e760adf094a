/** Hands on the picture: a mouse plays and pauses, a finger calls the controls, two taps skip. */

const DOUBLE = 280;

export function watchGestures({ film, act }) {
  let last = { at: 0, side: 0 };

  film.addEventListener("pointerup", (event) => {
    if (event.button !== 0) return;
    if (event.pointerType === "touch") tap(event);
    else act.toggle();
  });
  film.addEventListener("dblclick", (event) => {
    if (event.pointerType !== "touch" && !isCoarse()) act.fullscreen();
  });

  function tap(event) {
    const side = sideOf(event.clientX, film.getBoundingClientRect());
    const isDouble = event.timeStamp - last.at < DOUBLE && side === last.side;
    last = { at: event.timeStamp, side };
    if (isDouble && side) act.skip(side * 10);
    else act.showOrHide();
  }
}

/** -1 for the left third, 1 for the right, 0 between. */
export function sideOf(x, { left, width }) {
  const share = (x - left) / width;
  if (share < 1 / 3) return -1;
  return share > 2 / 3 ? 1 : 0;
}

function isCoarse() {
  return matchMedia("(pointer: coarse)").matches;
}
