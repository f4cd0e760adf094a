/** Signed addresses and keys: arithmetic on text. */

const SIGNED = /^(https?:\/\/[^/]+)?\/m\/[^/]+\/[^/]+\/([^/]+)\//;

/** An address of a session under that session's newest signature; any other address is left as it is. */
export function renewed(address, fresh) {
  const [old, now] = [SIGNED.exec(address), SIGNED.exec(fresh)];
  if (!old || !now || old[2] !== now[2]) return address;
  return (old[1] ?? "") + now[0].slice((now[1] ?? "").length) + address.slice(old[0].length);
}

/** Sixteen octets out of base64url, in the form in which the library takes keys. */
export function hexadecimal(base64url) {
  return Array.from(bytesOf(base64url), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

function bytesOf(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
