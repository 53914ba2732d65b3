import { byteLength, isWellFormed } from "../destination/percent.ts";
import { appError } from "../errors/app-error.ts";
import type { ExactJson } from "../json/exact-json.ts";
import type { AppError } from "../result.ts";
import { checkShape, maxFilterBytes } from "./check-shape.ts";
import { filterOf } from "./filter-node.ts";
import { isEmptyFilter, unescapeFilter } from "./unescape-filter.ts";

/**
 * The first error of a filter that can be found without the dataset's fields, or undefined. Small and fast, for the
 * form and the server; `checkFilter` finds more, with positions.
 */
export function checkFilterText(text: string): AppError | undefined {
  if (text === "" || isEmptyFilter(text)) return undefined;
  if (!isWellFormed(text)) return appError("E_TEXT_ILL_FORMED", { at: "filter" });
  if (unescapeFilter(text) !== undefined) return appError("E_FILTER_ESCAPED", { at: "filter" });
  const tooLong = checkFilterBytes(text);
  // A short text is not deeply nested either, so JSON.parse and the checks below are safe.
  if (tooLong) return tooLong;
  const parsed = parse(text);
  if (parsed === undefined) return appError("E_FILTER_JSON", { at: "filter", params: { place: "" } });
  const filter = filterOf(parsed);
  return filter.ok ? checkShape(filter.value)[0]?.error : filter.error;
}

/** Cloudflare counts the bytes of the text itself, before it is escaped into the request. */
export function checkFilterBytes(text: string): AppError | undefined {
  const bytes = byteLength(text);
  if (bytes <= maxFilterBytes) return undefined;
  return appError("E_FILTER_BYTES", { at: "filter", params: { bytes, limit: maxFilterBytes } });
}

function parse(text: string): ExactJson | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
