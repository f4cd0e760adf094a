/** The chapters of a film: `[{start, title}]`, in order. */

// Pressing "previous" early in a chapter means the one before it.
const JUST_BEGUN = 3;
const IN_DASH = /schemeIdUri="urn:lanterne:dash:chapters:2026"\s+value="([^"]+)"/;

/** The one that a moment lies in, or null before the first. */
export function chapterAt(chapters, seconds) {
  return chapters.findLast(({ start }) => start <= seconds) ?? null;
}

/** The chapter so many steps (1 or -1) from a moment, or null where there is none. */
export function chapterFrom(chapters, seconds, step) {
  if (step > 0) return chapters.find(({ start }) => start > seconds) ?? null;
  return chapters.findLast(({ start }) => start < seconds - JUST_BEGUN) ?? chapters[0] ?? null;
}

/** Where a DASH description says that chapters are, or null; HLS is read by the library itself. */
export function chaptersIn(manifest, address) {
  const found = IN_DASH.exec(manifest);
  return found && new URL(found[1], address).href;
}
