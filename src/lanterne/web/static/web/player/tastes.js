/** What this browser remembers between films: volume, languages, speed. */

const NAME = "lanterne.player";

export function tastes() {
  try {
    return { volume: 1, muted: false, speed: 1, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return { volume: 1, muted: false, speed: 1 }; // storage is closed to us, or holds something else
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...tastes(), ...changes }));
  } catch {
    // A private window may refuse to store: the choice then lasts as long as the page.
  }
}
