/** Focus in two dimensions: what an arrow key reaches from where the focus is. */

// A target far off the straight line is a worse answer than one farther along it.
const ASIDE = 2;

/** The index of the rectangle that lies nearest in a direction, or -1. */
export function nearest(from, rects, key) {
  let best = -1;
  let least = Infinity;
  rects.forEach((rect, index) => {
    const [along, aside] = offset(middle(from), middle(rect), key);
    const cost = along + ASIDE * aside;
    if (along > 1 && cost < least) [best, least] = [index, cost];
  });
  return best;
}

function offset(from, to, key) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const directions = {
    ArrowRight: [dx, Math.abs(dy)],
    ArrowLeft: [-dx, Math.abs(dy)],
    ArrowDown: [dy, Math.abs(dx)],
    ArrowUp: [-dy, Math.abs(dx)],
  };
  return directions[key] ?? [-1, 0];
}

function middle({ left, top, width, height }) {
  return { x: left + width / 2, y: top + height / 2 };
}
