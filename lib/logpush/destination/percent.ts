const encoder = new TextEncoder();

/** Characters that `encodeURIComponent` leaves alone although they are not in `A-Z a-z 0-9 - . _`. */
const leftAlone = /[!~*'()]/g;

/**
 * Percent-encodes a header value, or any name, as UTF-8: only `A-Z a-z 0-9 - . _` stay. Stricter than RFC 3986, because
 * Cloudflare was seen to refuse "~" and the sub-delimiters in a destination. Total: a lone surrogate becomes U+FFFD.
 */
export function encodeStrict(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  return encodeURIComponent(wellFormed).replace(
    leftAlone,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Percent-encodes the value of a parameter. `, : /` stay too, so that tags such as
 * `host:example.com,dataset:http_requests` look as in the documentation.
 */
export function encodeParamValue(text: string): string {
  return encodeStrict(text).replace(/%(?:2C|3A|2F)/g, decodeURIComponent);
}

/** Decodes once, strictly: a lone `%` is "escape", escapes that are not UTF-8 are "utf8". A `+` stays a `+`. */
export function decodePercent(text: string): { ok: true; value: string } | { ok: false; reason: "escape" | "utf8" } {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return { ok: false, reason: "escape" };
  try {
    return { ok: true, value: decodeURIComponent(text) };
  } catch {
    return { ok: false, reason: "utf8" };
  }
}

/** Whether the text contains no lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Whether decoding would change the text, which suggests that it is already encoded. */
export function looksEncoded(text: string): boolean {
  if (!/%[0-9A-Fa-f]{2}/.test(text)) return false;
  const decoded = decodePercent(text);
  return decoded.ok && decoded.value !== text;
}

/** Lists which characters were escaped and how, in order of first appearance, for the preview. */
export function listEscapes(text: string, encode: (text: string) => string): { character: string; escaped: string }[] {
  const seen = new Map<string, string>();
  for (const character of text) {
    const escaped = encode(character);
    if (escaped !== character) seen.set(character, escaped);
  }
  return Array.from(seen, ([character, escaped]) => ({ character, escaped }));
}

/** UTF-8 length. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}
