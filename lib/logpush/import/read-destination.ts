import { readPasted } from "../explain/pasted-text.ts";
import { ok, type Result } from "../result.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import { importError } from "./import-error.ts";

/** Longer than any destination, with all that may stand around it. */
const maxLength = 20_000;

/** The destination string that a text is, with no more around it than quotes, escapes or its key; else undefined. */
export function loneDestination(pasted: string): { text: string; repairs: LeftOver[] } | undefined {
  if (pasted.length > maxLength) return undefined;
  const { before, after, text, isEscaped } = readPasted(pasted.replace(/(["'`”])\s{0,8}[,;]\s*$/, "$1"));
  const isLone =
    /^[\s\\"'`“<$]*(?:destination_?conf[\s\\"'`]*[:=]+[\s\\"'`“<]*)?$/i.test(before) && /^[\s\\"'`”>,;]*$/.test(after);
  const joined = text.replace(/[ \t]*\n[ \t]*/g, "");
  if (
    !isLone ||
    !/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(withoutSpaces(joined)) ||
    /\n[ \t]*[a-z][a-z0-9+.-]*:\/\//i.test(text)
  )
    return undefined;
  const repairs = [
    ...(isEscaped
      ? [{ what: "escapes", why: "The string was escaped for HTML, JSON or a shell; the escapes were removed." }]
      : []),
    ...(joined === text ? [] : [{ what: "line breaks", why: "The string was broken over lines; it is read as one." }]),
  ];
  return { text: joined, repairs };
}

/** A space may stand in a placeholder, and after the scheme of a credential that nobody encoded; elsewhere prose begins. */
function withoutSpaces(text: string): string {
  return text
    .replace(/\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|<[^<>\n]{1,60}>|\[[^[\]\n]{1,60}\]/g, "x")
    .replace(/(=(?:Bearer|Basic|Digest|Splunk|Token|Api-?Key|Api-?Token|GenieKey|Key))[ \t](?=\S+$|[^\s&]+&)/gi, "$1");
}

/** The jobs of a text whose every line is a destination string. */
export function readDestinationLines(text: string): FoundJob[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const isList = lines.length > 1 && lines.length <= 500 && lines.every((line) => loneDestination(line));
  const found = isList ? lines.map(readDestination) : [];
  if (!found.every(({ ok: isRead }) => isRead)) return [];
  return found.flatMap((job, place) => (job.ok ? [{ ...job.value, label: `Destination string ${place + 1}` }] : []));
}

/** A destination string alone; what came along from where it was copied comes off. It changes nothing else of the form. */
export function readDestination(pasted: string): Result<FoundJob> {
  const { text, repairs } = loneDestination(pasted) ?? { text: pasted.trim(), repairs: [] };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && scheme.toLowerCase() !== "https") return importError("E_IMPORT_SCHEME", { scheme });
  const body = { destination_conf: text };
  return ok({ label: "Destination string", body, isWhole: false, ignored: repairs, unread: [] });
}
