import { formError } from "../errors/form-error.ts";
import type { AppError } from "../result.ts";
import { checkHeaderName, isFramingHeader } from "./header.ts";
import type { Pair } from "./pair.ts";
import { isWellFormed } from "./percent.ts";

/**
 * Checks a pair that is about to be sent for the first time, typed or pasted. `raw` decides how it is spelled, not
 * whether it can be sent. Only the empty segment of `a&&b` has no meaning and passes.
 */
export function checkPair(pair: Pair, at: string, isNonAsciiAccepted = false): AppError | undefined {
  if (pair.raw === "") return undefined;
  for (const part of ["name", "value"] as const) {
    if (!isWellFormed(pair[part])) return formError("E_TEXT_ILL_FORMED", { at: `${at}.${part}` });
    if (/\p{Cc}/u.test(pair[part])) return formError("E_DEST_CONTROL", { at: `${at}.${part}` });
    if (isMask(pair[part])) return formError("E_MASK_VALUE", { at: `${at}.${part}` });
  }
  return pair.kind === "header" ? checkHeader(pair, at, isNonAsciiAccepted) : checkParam(pair, at);
}

function checkHeader({ name, value }: Pair, at: string, isNonAsciiAccepted: boolean): AppError | undefined {
  const nameError = checkHeaderName(name, `${at}.name`);
  if (nameError) return nameError;
  if (isFramingHeader(name)) return formError("E_HEADER_FRAMING", { at: `${at}.name`, params: { name } });
  if (value !== value.trim()) return formError("E_HEADER_SPACE", { at: `${at}.value` });
  if (!isNonAsciiAccepted && /[^\x20-\x7e]/.test(value)) {
    return formError("E_HEADER_NON_ASCII", { at: `${at}.value` });
  }
  return undefined;
}

function checkParam({ name, raw }: Pair, at: string): AppError | undefined {
  if (name === "" && raw === undefined) return formError("E_PARAM_NAME_EMPTY", { at: `${at}.name` });
  if (name.startsWith("header_")) return formError("E_PARAM_PREFIX", { at: `${at}.name` });
  return undefined;
}

/** Bullets, alone or after a scheme as in "Bearer •••": shown in place of a saved value, never a value. */
export function isMask(text: string): boolean {
  return /^(?:\S+ )?•{3,}$/.test(text);
}
