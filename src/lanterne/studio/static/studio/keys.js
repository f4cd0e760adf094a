// What a key means in a list, and where the cursor goes: arithmetic, so that it can be tested without a page.
export const ACTIONS = { j: "next", k: "previous", x: "choose", o: "open", "/": "search", "?": "help" };

// A key with a modifier, or one that is typed into a field, is nobody's but the browser's.
export function actionOf({ key, ctrlKey, metaKey, altKey }, isTyping) {
  if (isTyping || ctrlKey || metaKey || altKey) return null;
  return ACTIONS[key] ?? null;
}

// From no row, "next" leads to the first and "previous" to the last; neither leaves the list.
export function moved(at, action, count) {
  if (count === 0) return -1;
  if (at < 0) return action === "next" ? 0 : count - 1;
  const to = action === "next" ? at + 1 : at - 1;
  return Math.min(Math.max(to, 0), count - 1);
}

// What is decided about a comment by one key.
const DECISIONS = new Set(["p", "h", "s", "r", "a"]);

export function deciding({ key, ctrlKey, metaKey, altKey }, isTyping) {
  return isTyping || ctrlKey || metaKey || altKey || !DECISIONS.has(key) ? null : key;
}
