import { maxDestinationBytes } from "../limits.ts";
import { type AppError, appError, err, ok, type Result } from "../result.ts";
import { checkEndpointForSending } from "./endpoint.ts";
import { checkHeaderName, findDuplicateHeader, isFramingHeader } from "./header.ts";
import {
  formatHttpDestination,
  type HttpDestination,
  isSameDestination,
  type Pair,
  parseHttpDestination,
} from "./http.ts";
import { byteLength, isWellFormed } from "./percent.ts";

export type CheckOptions = {
  nonAsciiHeaderValues?: "refuse" | "allow";
  /** The endpoint is the stored one, which Cloudflare accepted before. */
  isEndpointKept?: boolean;
};

/**
 * The rules for a destination that is about to be sent. Untouched pairs (with `raw`) were accepted by Cloudflare
 * before and are held to the parser's rules only. The first offence is returned, with `at` as in `parseHttpDestination`.
 */
export function checkHttpDestination(
  destination: HttpDestination,
  options: CheckOptions = {},
): Result<HttpDestination> {
  const error = findOffence(destination, options);
  if (error) return { ok: false, error };
  const reread = parseHttpDestination(formatHttpDestination(destination));
  if (!reread.ok) return reread;
  if (!isSameDestination(reread.value, destination)) return err("E_DEST_UNREAD", { at: "destinationString" });
  return ok(destination);
}

function findOffence(destination: HttpDestination, options: CheckOptions): AppError | undefined {
  const endpointError = options.isEndpointKept ? undefined : checkEndpointForSending(destination.endpoint);
  if (endpointError) return endpointError;
  for (const [index, pair] of destination.query.entries()) {
    const error = pair.raw === undefined ? checkPair(pair, `query.${index}`, options) : undefined;
    if (error) return error;
  }
  return findDuplicateHeader(destination.query) ?? checkLength(destination);
}

/** The rules for one typed pair. */
export function checkPair(pair: Pair, at: string, options: CheckOptions = {}): AppError | undefined {
  for (const part of ["name", "value"] as const) {
    if (!isWellFormed(pair[part])) return appError("E_TEXT_ILL_FORMED", { at: `${at}.${part}` });
    if (/\p{Cc}/u.test(pair[part])) return appError("E_DEST_CONTROL", { at: `${at}.${part}` });
    if (isMask(pair[part])) return appError("E_MASK_VALUE", { at: `${at}.${part}` });
  }
  return pair.kind === "header" ? checkHeader(pair, at, options) : checkParam(pair, at);
}

function checkHeader({ name, value }: Pair, at: string, options: CheckOptions): AppError | undefined {
  const nameError = checkHeaderName(name, `${at}.name`);
  if (nameError) return nameError;
  if (isFramingHeader(name)) return appError("E_HEADER_FRAMING", { at: `${at}.name`, params: { name } });
  if (value !== value.trim()) return appError("E_HEADER_SPACE", { at: `${at}.value` });
  if (options.nonAsciiHeaderValues !== "allow" && /[^\x20-\x7e]/.test(value)) {
    return appError("E_HEADER_NON_ASCII", { at: `${at}.value` });
  }
  return undefined;
}

function checkParam({ name }: Pair, at: string): AppError | undefined {
  if (name === "") return appError("E_PARAM_NAME_EMPTY", { at: `${at}.name` });
  if (name.startsWith("header_")) return appError("E_PARAM_PREFIX", { at: `${at}.name` });
  return undefined;
}

/** Bullets only: what a page shows in place of a saved value, never a value. */
export function isMask(text: string): boolean {
  return /^•{3,}$/.test(text);
}

function checkLength(destination: HttpDestination): AppError | undefined {
  const bytes = byteLength(formatHttpDestination(destination));
  if (bytes <= maxDestinationBytes) return undefined;
  return appError("E_DEST_TOO_LONG", { at: "destinationString", params: { bytes, limit: maxDestinationBytes } });
}
