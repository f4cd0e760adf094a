/** Signed addresses and the keys that playlists name: arithmetic on text. */

const SIGNED = /^(https?:\/\/[^/]+)?\/m\/[^/]+\/[^/]+\/([^/]+)\//;
// HLS has no key format for Clear Key, so our playlists carry the id of a key where others carry its address.
const NAMED_KEY =
  /^(#EXT-X-(?:SESSION-)?KEY):METHOD=([\w-]+),URI="data:text\/plain;base64,([A-Za-z0-9+/=]+)".*$/gm;

/** An address of a session under that session's newest signature; any other address is left as it is. */
export function renewed(address, fresh) {
  const [old, now] = [SIGNED.exec(address), SIGNED.exec(fresh)];
  if (!old || !now || old[2] !== now[2]) return address;
  return (old[1] ?? "") + now[0].slice((now[1] ?? "").length) + address.slice(old[0].length);
}

/** A playlist whose key tags point to the licence in the one form that the library follows. */
export function keysFromLicence(playlist, licence) {
  return playlist.replace(NAMED_KEY, (_, tag, method, kid) => {
    const address = `${licence}?kid=${asBase64Url(kid)}`;
    return `${tag}:METHOD=${method},URI="${address}",KEYFORMAT="identity"`;
  });
}

/** The key id (base64url) that a licence address asks for, or null. */
export function kidOf(address) {
  const [, kid] = /[?&]kid=([A-Za-z0-9_-]+)/.exec(address) ?? [];
  return kid ?? null;
}

/** The bytes of one key in a Clear Key licence, or null. */
export function keyIn(licence, kid) {
  const found = licence.keys.find((key) => key.kid === kid);
  return found ? bytesOf(found.k) : null;
}

/** Sixteen octets out of base64url, in the form in which the library takes keys. */
export function hexadecimal(base64url) {
  return Array.from(bytesOf(base64url), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

function asBase64Url(text) {
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
