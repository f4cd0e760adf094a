/** What the player offers to choose from, in words. */

const CODECS = [
  [/^av01/, "av1", "AV1"],
  [/^avc[13]/, "h264", "H.264"],
  [/^(hvc1|hev1|dvh)/, "hevc", "HEVC"],
  [/^(vp09|vp9)/, "vp9", "VP9"],
];

export function codecOf(codecs) {
  return CODECS.find(([pattern]) => pattern.test(codecs ?? ""))?.[1] ?? "unknown";
}

export function codecName(codec) {
  return CODECS.find(([, code]) => code === codec)?.[2] ?? "";
}

/** A picture's rung, by its shorter side: a phone's upright film is not taller than its lying twin. */
export function rungOf({ width, height }) {
  return Math.min(width || height, height);
}

/** One entry for each rung and codec, the tallest first; of twins, the richer. */
export function qualities(tracks) {
  const kept = new Map();
  for (const track of tracks) {
    const [rung, codec] = [rungOf(track), codecOf(track.codecs)];
    const key = `${rung}-${codec}`;
    if (!kept.has(key) || kept.get(key).track.bandwidth < track.bandwidth) {
      kept.set(key, { key, rung, codec, label: `${rung}p`, note: codecName(codec), track });
    }
  }
  return [...kept.values()].sort((a, b) => b.rung - a.rung || a.codec.localeCompare(b.codec));
}

/** One entry for each language and role; what is in no language that anyone told is called `unnamed`. */
export function languages(tracks, language, unnamed) {
  const kept = new Map();
  for (const track of tracks.filter((each) => !each.forced)) {
    const key = [track.language, ...(track.roles ?? [])].join("-");
    if (!kept.has(key)) kept.set(key, { key, label: languageName(track, language) || unnamed, track });
  }
  return [...kept.values()];
}

function languageName(track, language) {
  const plain = !track.language || track.language === "und" ? null : track.language;
  // A manifest that has no name for a track repeats its tag.
  if (!plain) return track.label === track.language ? "" : track.label;
  try {
    const name = new Intl.DisplayNames(language, { type: "language" }).of(plain);
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return track.label || plain; // not a tag that the browser can read
  }
}
