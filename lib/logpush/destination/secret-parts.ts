import { looksRandom, mask } from "./looks-random.ts";
import { decodePercent } from "./percent.ts";
import { hookHosts, plainWords, tokenPrefixes } from "./plain-words.data.ts";

/** A part of a text. The parts, joined, are the text. */
export type Part = { text: string; isSecret: boolean };

const maxWordLength = 19;
/** Names a date, an hour or one of the service's own values, as in `logs/{DATE}`. */
const placeholder = /^\{[A-Za-z_]{1,24}\}$/;
const version = /^v?\d{1,4}[a-z]?$/i;
const tellsSecret = /secret|passw|token|credential/i;

/**
 * Splits a path into segments and slashes. A segment is secret unless it reads as a word, a version or a date. Where
 * tokens are common (after `hooks`, `services`, `receiver` and the like, and at webhook hosts) it must be a known
 * technical word. If in doubt, secret. docs/security.md states the rule.
 */
export function pathParts(path: string, host = ""): Part[] {
  let isStrict = isHookHost(host);
  return path.split("/").flatMap((segment, index) => {
    const decoded = decodePercent(segment);
    const text = decoded.ok ? decoded.value : segment;
    const isSecret = text !== "" && text !== mask && !(isStrict ? isKnown(text) : isPlain(text));
    if (tokenPrefixes.has(text.toLowerCase())) isStrict = true;
    return index === 0
      ? [{ text: segment, isSecret }]
      : [
          { text: "/", isSecret: false },
          { text: segment, isSecret },
        ];
  });
}

/**
 * Splits a host into labels, dots and the port. A label is secret below a host that creates receiver URLs
 * (`<token>.m.pipedream.net`) and where it looks like a token. A text that cannot be a public name or a bucket is
 * secret as a whole: it may be a password, as in `https://user:pass` without an @.
 */
export function hostParts(host: string, { isBucket = false } = {}): Part[] {
  const [, name = host, port = ""] = /^(\[[^\]]*\]|[^:]*)(:\d{0,5})?$/.exec(host) ?? [host, host, ""];
  const whole = (isSecret: boolean) => [{ text: name + port, isSecret }];
  if (host === "" || isAddress(name) || name.toLowerCase() === "localhost") return whole(false);
  if (!(isPublicName(name) || (isBucket && isBucketName(name)))) return whole(true);
  const lower = name.toLowerCase().replace(/\.$/, "");
  const provider = hookHosts.find((suffix) => lower.endsWith(`.${suffix}`));
  const handedOut = provider === undefined ? 0 : lower.slice(0, -provider.length - 1).split(".").length;
  const registered = registeredLabel(lower);
  const labels = name.split(".").flatMap((label, index): Part[] => {
    // A registered domain is public. With digits it may still be a token in the wrong place.
    const isPublic = index === registered && /^[\p{L}-]+$/u.test(label);
    const part = {
      text: label,
      isSecret: label !== mask && (index < handedOut || tellsSecret.test(label) || (!isPublic && isTokenLike(label))),
    };
    return index === 0 ? [part] : [{ text: ".", isSecret: false }, part];
  });
  return port === "" ? labels : [...labels, { text: port, isSecret: false }];
}

/** The index of the registered label: before the last one, or before a short one such as `co` of `co.uk`. */
function registeredLabel(host: string): number {
  const labels = host.split(".");
  const last = labels.length - 1;
  return last > 1 && /^[a-z]{2,3}$/.test(labels[last - 1] ?? "") ? last - 2 : last - 1;
}

/** The parts as one text, with the mask in place of each secret. */
export function maskParts(parts: Part[]): string {
  return parts.map(({ text, isSecret }) => (isSecret ? mask : text)).join("");
}

/** Whether a typed endpoint contains a part that will be masked once it is saved. */
export function hasSecretPart({ host, path }: { host: string; path: string }): boolean {
  return [...hostParts(host), ...pathParts(path, host)].some(({ isSecret }) => isSecret);
}

/** Whether the name of a header or parameter can be shown: an identifier without a part that looks like a token. */
export function isPlainName(name: string): boolean {
  return name.length <= 64 && /^[A-Za-z_$][\w.$[\]-]*$/.test(name) && !isTokenLike(name);
}

/** Whether a part between hyphens, underscores and dots looks generated. For hosts and names. */
export function isTokenLike(text: string): boolean {
  return text.split(/[-_.]/).some(isMadeUp);
}

function isMadeUp(piece: string): boolean {
  if (piece.length >= 20) return true;
  const changes = piece.match(/\d(?=\p{L})|\p{L}(?=\d)/gu)?.length ?? 0;
  if ((changes >= 3 && piece.length >= 6) || (changes >= 2 && piece.length >= 8)) return true;
  if (/^[0-9a-f]{12,}$/i.test(piece) && changes > 0) return true;
  const capitals = piece.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
  if (capitals >= 3 && capitals * 3 > piece.length) return true;
  return /^\p{L}{7,}$/u.test(piece) && isUnpronounceable(piece, 8);
}

/** Without a vowel, or with a long run of consonants. */
function isUnpronounceable(letters: string, run: number): boolean {
  return !/[aeiouyà-öø-ÿ]/i.test(letters) || new RegExp(`[b-df-hj-np-tv-xz]{${run},}`, "i").test(letters);
}

function isHookHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
  return /^(?:web)?hooks?\./.test(name) || hookHosts.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}

/** Consists of known words, versions and dates. */
function isKnown(text: string): boolean {
  if (placeholder.test(text) || text.length <= 2) return true;
  return text.split(/[-_.]/).every((piece) => piece === "" || version.test(piece) || isKnownWord(piece));
}

/** `logs`, `s3`, and `logs2`. */
function isKnownWord(piece: string): boolean {
  const lower = piece.toLowerCase();
  return plainWords.has(lower) || plainWords.has(lower.replace(/\d{1,3}$/, ""));
}

/** Consists of text that reads as words, versions and dates. */
function isPlain(text: string): boolean {
  if (isKnown(text) || tokenPrefixes.has(text.toLowerCase())) return true;
  if (looksRandom(text) || tellsSecret.test(text) || !/^[\p{L}\p{M}\p{N}._~% -]*$/u.test(text)) return false;
  return text.split(/[-_.~% ]/).every(isPlainPiece);
}

function isPlainPiece(piece: string): boolean {
  if (piece === "" || version.test(piece) || isKnownWord(piece)) return true;
  if (/^[A-Za-z]{1,2}\d{1,3}$/.test(piece)) return true;
  if (!/^(?:\p{Lu}?[\p{Ll}\p{M}\p{Lo}]+|\p{Lu}{1,4})$/u.test(piece) || piece.length > maxWordLength) return false;
  return piece.length <= 3 || !isUnpronounceable(piece, 6) || /\P{ASCII}/u.test(piece);
}

function isAddress(name: string): boolean {
  if (/^\[[0-9A-Fa-f:.]*\]$/.test(name)) return true;
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) && name.split(".").every((number) => Number(number) <= 255);
}

/** At least two labels of a DNS name, the last one of letters. A masked label counts as one. */
function isPublicName(name: string): boolean {
  const labels = name.replace(/\.$/, "").split(".");
  const isLabel = (label: string) =>
    label === mask || /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u.test(label);
  return labels.length > 1 && labels.every(isLabel) && /^(?:\p{L}{2,24}|xn--[a-z0-9-]+)$/iu.test(labels.at(-1) ?? "");
}

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,62}$/i.test(name);
}
