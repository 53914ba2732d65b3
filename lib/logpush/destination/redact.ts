import { appError } from "../errors/app-error.ts";
import type { AppError } from "../result.ts";
import { splitEndpoint } from "./endpoint.ts";
import { isHarmless } from "./harmless.ts";
import { checkHeaderName } from "./header.ts";
import { looksRandom, mask } from "./looks-random.ts";
import { formatPair, type Pair } from "./pair.ts";
import { decodePercent } from "./percent.ts";
import { hasRawPlus, openValue } from "./plus.ts";
import { hostParts, isPlainName, isTokenLike, maskParts, pathParts } from "./secret-parts.ts";
import { parseStoredDestination } from "./stored.ts";

export { looksRandom, mask } from "./looks-random.ts";

/**
 * A saved pair without its value, unless that is harmless: then `value` is what it says and `raw` how it is stored.
 * `index` is its position in the stored query; equal fingerprints mean equal values.
 * `hasPlus` is set if the value contains a raw `+`, whose meaning is open. The same value with `%20` or `%2B` has
 * another fingerprint.
 */
export type RedactedPair = {
  kind: "header" | "param";
  name: string;
  index: number;
  fingerprint: string;
  hasPlus?: boolean;
  value?: string;
  raw?: string;
};

/** The part of a stored destination that may leave the server. */
export type RedactedDestination = {
  /** `https`, `s3`, `r2`, ...; empty if the text has none. */
  scheme: string;
  /** Host and port, or the bucket. */
  host: string;
  /** Segments that look random are masked. */
  path: string;
  isPathMasked: boolean;
  pairs: RedactedPair[];
  /**
   * Whether the form can edit it part by part. Otherwise it is kept as raw text for this reason (undefined: another
   * scheme).
   */
  isEditable: boolean;
  reason?: AppError;
  fingerprint: string;
};

/** A keyed hash of a secret. The key stays on the server. */
export type Fingerprint = (value: string) => string;

/** Derives the redacted view of any stored `destination_conf`. Total: text that cannot be parsed is not shown. */
export function redactDestination(conf: string, fingerprint: Fingerprint): RedactedDestination {
  const parsed = parseStoredDestination(conf);
  const [address = ""] = conf.split(/[?#]/, 1);
  const { scheme, authority, host, path } = storedEndpoint(address);
  const safePath = scheme ? maskParts(pathParts(path, host)) : mask;
  const pairs = parsed.ok
    ? parsed.value.query.map((pair, index) => ({
        kind: pair.kind,
        name: redactedName(pair),
        index,
        fingerprint: fingerprint(isBare(pair) ? pair.name : openValue(pair)),
        ...(hasRawPlus(pair.raw) ? { hasPlus: true } : {}),
        ...(isHarmless(pair) ? { value: pair.value, raw: formatPair(pair) } : {}),
      }))
    : conf[address.length] === "?"
      ? readNames(conf.slice(address.length + 1), fingerprint)
      : [];
  const hasSecretName =
    parsed.ok && parsed.value.query.some(({ kind, name }) => kind === "header" && isTokenLike(name));
  const reason = hasSecretName ? appError("E_HEADER_NAME_SECRET") : parsed.ok ? undefined : parsed.error;
  return {
    scheme,
    host: scheme ? shownAuthority(authority, { scheme, path }) : "",
    path: safePath,
    isPathMasked: safePath !== path,
    pairs,
    isEditable: reason === undefined,
    ...(reason && conf.startsWith("https:") ? { reason } : {}),
    fingerprint: fingerprint(conf),
  };
}

/** The endpoint to show: scheme, host and masked path. */
export function redactedEndpoint({ scheme, host, path }: RedactedDestination): string {
  return scheme ? `${scheme}://${host}${path}` : path;
}

/**
 * The name to show. An invalid header name may be a name and its value (`header_Authorization:secret`). A parameter
 * without a value may itself be a secret, also one whose base64 padding was parsed as the "=". Either may be a token in
 * the wrong place.
 */
export function redactedName(pair: Pair): string {
  const { kind, name, value } = pair;
  if (kind === "header") return checkHeaderName(name, "") === undefined && !isTokenLike(name) ? name : mask;
  if (name === "") return name;
  return isBare(pair) || !isPlainName(name) || (/^=*$/.test(value) && looksRandom(name)) ? mask : name;
}

/** The parts of a stored endpoint. An unknown scheme is left out. */
function storedEndpoint(endpoint: string) {
  const split = splitEndpoint(endpoint);
  const scheme = split.scheme.replace("://", "");
  return { ...split, scheme: /^[a-z][a-z0-9]{1,11}$/.test(scheme) && !isTokenLike(scheme) ? scheme : "" };
}

/** Without user information, which may reach into the path, as in `user:pa/ss@host`. */
function shownAuthority(authority: string, { scheme, path }: { scheme: string; path: string }): string {
  if (path.includes("@")) return mask;
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const isBucket = scheme !== "https" && scheme !== "http";
  return host.includes("%") ? mask : maskParts(hostParts(host, { isBucket }));
}

function isBare({ raw }: Pair): boolean {
  return raw?.includes("=") === false;
}

function readNames(query: string, fingerprint: Fingerprint): RedactedPair[] {
  return query.split("&").map((segment, index) => {
    const equals = segment.indexOf("=");
    const decoded = decodePercent(equals < 0 ? segment : segment.slice(0, equals));
    const full = decoded.ok ? decoded.value : mask;
    const kind = full.startsWith("header_") ? "header" : "param";
    const name = kind === "header" ? full.slice("header_".length) : full;
    const value = equals < 0 ? "" : segment.slice(equals + 1);
    return { kind, name: redactedName({ kind, name, value, raw: segment }), index, fingerprint: fingerprint(segment) };
  });
}
