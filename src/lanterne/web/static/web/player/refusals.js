/** What to say and to offer when the film cannot play. */

const OFFERS = {
  __proto__: null, // so that no word of the language itself is taken for an entry
  not_a_member: "join",
  lapsed: "account",
  not_here: "home",
  not_yet: "title",
  over: "home",
  above_ceiling: "profiles",
  too_many_streams: "retry",
  not_published: "title",
  session_over: "here",
  elsewhere: "here",
  unknown_session: "here",
  no_profile: "profiles",
  csrf: "reload",
  signed_out: "sign_in",
};

/** `{heading, sentence, offer}`; the service's own sentence comes first, because it knows dates and places. */
export function refusal(reason, sentence, words) {
  const known = `refused_${reason}` in words ? reason : "unknown";
  return {
    heading: words[`refused_${known}`],
    sentence: sentence || words[`refused_${known}_why`],
    offer: OFFERS[reason] ?? "retry",
  };
}

// Shaka's categories of trouble: network, streaming, text, media, manifest, player, DRM…
const KINDS = { 1: "network", 3: "device", 4: "film", 6: "key" };
const DEVICE_CODES = new Set([4032, 6001]);

/** Which of our sentences fits an error of the streaming library. */
export function trouble({ category, code }) {
  if (DEVICE_CODES.has(code)) return "device";
  return KINDS[category] ?? "other";
}

/** The status with which the service refused a request for media, or null. */
export function refusedStatus({ code, data }) {
  return code === 1001 && [401, 403, 404, 410].includes(data?.[1]) ? data[1] : null;
}
