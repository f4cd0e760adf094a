/** Time as people read it: 7:05, 1:02:03, and in words for a screen reader. */

export function formatClock(seconds) {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const [hours, minutes, rest] = parts(whole);
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

export function formatLeft(position, duration) {
  return `−${formatClock(Math.max(0, duration - position))}`;
}

/** "12 minutes 5 seconds" in the page's language, where the browser knows how to say it. */
export function spokenTime(seconds, language) {
  const [hours, minutes, rest] = parts(Math.max(0, Math.floor(seconds || 0)));
  if (!Intl.DurationFormat) return formatClock(seconds);
  const said = new Intl.DurationFormat(language, { style: "long" });
  return said.format({ hours, minutes, seconds: rest }) || said.format({ seconds: 0 }) || "0";
}

function parts(whole) {
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}
