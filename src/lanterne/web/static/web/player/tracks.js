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

/** The tracks of the range of brightness that is being shown: nobody's screen may flare up for a choice of quality. */
export function ofOneRange(tracks) {
  const shown = tracks.find((each) => each.active);
  return shown ? tracks.filter((each) => (each.hdr ?? "SDR") === (shown.hdr ?? "SDR")) : tracks;
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

// As DASH and HLS call it, and the name of our word for it.
const PURPOSES = new Map([
  ["visually impaired", "audio_description"],
  ["description", "audio_description"],
  ["public.accessibility.describes-video", "audio_description"],
  ["enhanced-audio-intelligibility", "clear_dialogue"],
  ["public.accessibility.enhances-speech-intelligibility", "clear_dialogue"],
  ["commentary", "commentary"],
  ["public.auxiliary-content", "commentary"],
]);
const FOR_THE_DEAF = new Set(["hard of hearing", "caption", "public.accessibility.describes-music-and-sound"]);
const MOST_STEREO = 2;

/** What a sound is for, as one word for both forms of a stream; empty for the film's own sound. */
export function purposeOf(track) {
  const told = [track.accessibilityPurpose, ...(track.roles ?? [])];
  return told.map((role) => PURPOSES.get(role)).find(Boolean) ?? "";
}

/** The sounds, one entry for each language, purpose and number of channels. */
export function sounds(tracks, language, words) {
  const noted = tracks.map((track) => {
    const purpose = purposeOf(track);
    const isSurround = track.channelsCount > MOST_STEREO;
    return { track, purpose, isSurround, notes: [words[purpose], isSurround ? "5.1" : ""] };
  });
  return named(noted, language, words);
}

/** The subtitles to choose from; forced lines come by themselves. */
export function subtitles(tracks, language, words) {
  const offered = tracks.filter((track) => !track.forced);
  const noted = offered.map((track) => {
    const told = [track.accessibilityPurpose, ...(track.roles ?? [])];
    const isForTheDeaf = told.some((role) => FOR_THE_DEAF.has(role));
    return { track, isForTheDeaf, notes: [isForTheDeaf ? words.for_the_deaf : ""] };
  });
  return named(noted, language, words);
}

function named(noted, language, words) {
  const kept = new Map();
  for (const { track, notes, ...rest } of noted) {
    const label = languageName(track, language) || words.unnamed;
    const note = notes.filter(Boolean).join(" · ");
    const key = [track.language, note, track.label].join("|");
    // The same sound in two codecs reads the same: the one that is heard stands for both.
    if (!kept.has(key) || track.active) kept.set(key, { key, label, note, track, ...rest });
  }
  return toldApart([...kept.values()]);
}

/** Two that would read the same are told apart by what the distributor calls them. */
function toldApart(entries) {
  const isAlone = (one) => entries.every((other) => other === one || other.label !== one.label || other.note !== one.note);
  return entries.map((one) => {
    const { label: title, language } = one.track;
    const isSaid = isAlone(one) || !title || title === language || title === one.label;
    return isSaid ? one : { ...one, note: [one.note, title].filter(Boolean).join(" · ") };
  });
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
