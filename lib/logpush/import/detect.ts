import { byteLength } from "../destination/percent.ts";
import type { AppError } from "../result.ts";
import type { ImportKind } from "./found-job.ts";
import { importError } from "./import-error.ts";

/** What fits into one call of a server action, whose limit is 256 kB, once quotes and line ends are escaped. */
const maxBytes = 250_000;

/** What kind of text this is; undefined for none of them. Only its looks count, it may still prove unreadable. */
export function detectImport(text: string): ImportKind | undefined {
  const bare = text.replace(/^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/, "");
  if (/^[[{]/.test(bare)) return "json";
  if (/^[ \t]*(?:resource|variable|locals|provider|terraform|module|data|output)\b[^\n=]*\{/m.test(text))
    return "terraform";
  if (/(?:^|[\s;&|(`$/])curl(?:\.exe)?\s/.test(text)) return "curl";
  return /^\s*["'`]?[a-z][a-z0-9+.-]*:\/\/\S+\s*$/i.test(text) ? "destination" : undefined;
}

/** Why a text cannot be read at all, before anything looks into it. */
export function checkImportText(text: string): AppError | undefined {
  if (text.trim() === "") return importError("E_IMPORT_EMPTY").error;
  // Without the cheap bound first, a text of many megabytes would be escaped just to be measured.
  const isLarge = text.length > maxBytes || byteLength(JSON.stringify(text)) > maxBytes;
  if (isLarge) return importError("E_IMPORT_LARGE", { limit: maxBytes / 1000 }).error;
  return detectImport(text) ? undefined : importError("E_IMPORT_UNKNOWN").error;
}
