/** Which key asks for what. */

const ACTIONS = {
  __proto__: null, // so that no word of the language itself is taken for an entry
  " ": ["toggle"],
  k: ["toggle"],
  j: ["skip", -10],
  l: ["skip", 10],
  ArrowLeft: ["skip", -10],
  ArrowRight: ["skip", 10],
  ArrowUp: ["volume", 0.1],
  ArrowDown: ["volume", -0.1],
  f: ["fullscreen"],
  m: ["mute"],
  c: ["captions"],
  n: ["chapter", 1],
  p: ["chapter", -1],
  "<": ["speed", -1],
  ">": ["speed", 1],
  "?": ["help"],
  Escape: ["escape"],
  Home: ["seekTo", 0],
  // What the keys of a television remote and of a keyboard's media row say.
  MediaPlayPause: ["toggle"],
  MediaPlay: ["play"],
  MediaPause: ["pause"],
  MediaRewind: ["skip", -10],
  MediaFastForward: ["skip", 10],
  MediaTrackNext: ["chapter", 1],
  MediaTrackPrevious: ["chapter", -1],
};
const PRESSES = new Set([" ", "Enter"]);

/** `{name, value}` for a key event, or null where the key belongs to what has the focus or to the browser. */
export function actionOf({ key, ctrlKey, metaKey, altKey, isInField, isOnButton }) {
  if (ctrlKey || metaKey || altKey || isInField) return null;
  if (isOnButton && PRESSES.has(key)) return null;
  if (/^[0-9]$/.test(key)) return { name: "seekTo", value: Number(key) / 10 };
  const [name, value] = ACTIONS[key] ?? ACTIONS[key.toLowerCase()] ?? [];
  return name ? { name, value } : null;
}

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export function speeds() {
  return [...SPEEDS];
}

/** The speed one step away, and the same at either end. */
export function nextSpeed(now, step) {
  const at = SPEEDS.findIndex((speed) => speed >= now - 0.01);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + step))];
}
