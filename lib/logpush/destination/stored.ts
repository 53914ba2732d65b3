import { appError } from "../errors/app-error.ts";
import { inputErrors } from "../errors/input-errors.ts";
import type { AppError, Result } from "../result.ts";
import { type HttpDestination, parseHttpDestination } from "./http.ts";
import { mask } from "./looks-random.ts";

/** Parameters of messages that are numbers. Any other one may quote the string. */
const numeric = new Set(["bytes", "limit", "count", "length", "line", "column"]);

/**
 * Parses a stored destination. Like `parseHttpDestination`, but its errors quote nothing, because an invalid header
 * name may be a name and its value. Every stored string is parsed here on its way to a person or to an endpoint.
 */
export function parseStoredDestination(conf: string): Result<HttpDestination> {
  const parsed = parseHttpDestination(conf);
  return parsed.ok ? parsed : { ok: false, error: redactParseError(parsed.error) };
}

/** The same error with a mask in place of each quoted text. */
export function redactParseError(error: AppError): AppError {
  if (!isInputCode(error.code)) return error;
  const quoted = inputErrors[error.code].join(" ").match(/(?<=\{)\w+(?=\})/g) ?? [];
  const texts = quoted.filter((name) => !numeric.has(name));
  if (texts.length === 0) return error;
  return appError(error.code, { at: error.at, params: Object.fromEntries(texts.map((name) => [name, mask])) });
}

function isInputCode(code: AppError["code"]): code is keyof typeof inputErrors {
  return code in inputErrors;
}
