import { type AppError, appError } from "../result.ts";
import { splitEndpoint } from "./endpoint.ts";
import { checkHeaderName } from "./header.ts";
import { parseHttpDestination } from "./http.ts";
import type { Pair } from "./pair.ts";
import { decodePercent } from "./percent.ts";
import { hasRawPlus } from "./plus.ts";

/** Stands where a saved value is; as long for every value, so that its length says nothing. */
export const mask = "••••••••";

/**
 * A saved pair without its value. `index` is its place in the stored query; equal fingerprints mean equal values.
 * `hasPlus` is there if the value holds a raw `+`, whose meaning is open.
 */
export type RedactedPair = {
  kind: "header" | "param";
  name: string;
  index: number;
  fingerprint: string;
  hasPlus?: boolean;
};

/** What may be known of a stored destination outside the server. */
export type RedactedDestination = {
  /** `https`, `s3`, `r2`, ...; empty where the text has none. */
  scheme: string;
  /** Host and port, or the bucket. */
  host: string;
  /** Segments that look random are masked. */
  path: string;
  isPathMasked: boolean;
  pairs: RedactedPair[];
  /** Whether the form can edit it piece by piece. Otherwise it is kept raw, for this reason (none: another scheme). */
  isEditable: boolean;
  reason?: AppError;
  fingerprint: string;
};

/** Digest of a secret under a key that stays on the server. */
export type Fingerprint = (value: string) => string;

/** Derives the redacted view of any stored `destination_conf`. Total: what it cannot read it does not show. */
export function redactDestination(conf: string, fingerprint: Fingerprint): RedactedDestination {
  const parsed = parseHttpDestination(conf);
  const mark = conf.search(/[?#]/);
  const { scheme, host, port, path } = splitEndpoint(mark < 0 ? conf : conf.slice(0, mark));
  const safePath = scheme ? maskPath(path) : mask;
  const pairs = parsed.ok
    ? parsed.value.query.map((pair, index) => ({
        kind: pair.kind,
        name: redactedName(pair),
        index,
        fingerprint: fingerprint(isBare(pair) ? pair.name : pair.value),
        ...(hasRawPlus(pair.raw) ? { hasPlus: true } : {}),
      }))
    : conf[mark] !== "?"
      ? []
      : readNames(conf.slice(mark + 1), fingerprint);
  return {
    scheme: scheme.replace("://", ""),
    host: scheme ? safeHost(port ? `${host}:${port}` : host) : "",
    path: safePath,
    isPathMasked: safePath !== path,
    pairs,
    isEditable: parsed.ok,
    ...(parsed.ok || !conf.startsWith("https:") ? {} : { reason: safeReason(parsed.error) }),
    fingerprint: fingerprint(conf),
  };
}

/** `endpoint` as it may be shown: scheme, host and masked path. */
export function redactedEndpoint({ scheme, host, path }: RedactedDestination): string {
  return scheme ? `${scheme}://${host}${path}` : path;
}

/** Parts of a name that says what it is, as in `http-requests-2026` or `2024-01.v2`. */
const wordy = /^(?:[a-z]+|v?\d{1,4})(?:[-_.](?:[a-z]+|v?\d{1,4}))*$/;
const date = /^\d{4}-\d{2}(?:-\d{2})?$/;

/** Whether a path segment looks like a key or token rather than a word. Unsure means yes. */
export function looksRandom(segment: string): boolean {
  const decoded = decodePercent(segment);
  const text = decoded.ok ? decoded.value : segment;
  if (text.includes("=") || /\p{Ll}\p{Lu}/u.test(text)) return true;
  if (text.length >= 20 && !/^[a-z]{1,19}(?:[-_.][a-z]{1,19})*$/.test(text)) return true;
  const digits = text.replace(/\D/g, "").length;
  if (/\p{L}/u.test(text)) return digits > 0 && text.length >= 8 && !wordy.test(text);
  return digits >= 6 && !date.test(text);
}

/** What is no header name may be a name and its value, as in `header_Authorization:secret`; the message quotes it. */
function safeReason(error: AppError): AppError {
  return error.code === "E_HEADER_NAME" ? appError(error.code, { at: error.at, params: { name: mask } }) : error;
}

function maskPath(path: string): string {
  return path
    .split("/")
    .map((segment) => (looksRandom(segment) ? mask : segment))
    .join("/");
}

/** Without userinfo; whatever else does not look like a host may be a part of it, as in `user:pa/ss@host`. */
function safeHost(authority: string): string {
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return /^(?:[^\s:@[\]\\]*|\[[0-9A-Fa-f:.]*\])(?::\d*)?$/.test(host) ? host : mask;
}

/** The name as it may be shown. A parameter without a value may be a secret by itself, also one whose base64 padding was taken for the "=". */
export function redactedName(pair: Pair): string {
  const { kind, name, value } = pair;
  if (kind === "header" && checkHeaderName(name, "") !== undefined) return mask;
  if (kind === "header" || name === "") return name;
  return isBare(pair) || (/^=*$/.test(value) && looksRandom(name)) ? mask : name;
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
