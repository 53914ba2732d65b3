import { readPasted } from "../explain/pasted-text.ts";
import { ok, type Result } from "../result.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import { importError } from "./import-error.ts";

/** Longer than any destination with the text around it. */
const maxLength = 20_000;

/** Reads a text that is only a destination string with quotes, escapes or its key; otherwise undefined. */
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
      ? [{ what: "escapes", why: "The string was escaped for HTML, JSON or a shell. The escapes were removed." }]
      : []),
    ...(joined === text ? [] : [{ what: "line breaks", why: "The string had several lines, which were joined." }]),
  ];
  return { text: joined, repairs };
}

/**
 * A space can be part of a placeholder, or follow the scheme of an unencoded credential. Anywhere else the text is
 * prose.
 */
function withoutSpaces(text: string): string {
  return text
    .replace(/\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|<[^<>\n]{1,60}>|\[[^[\]\n]{1,60}\]/g, "x")
    .replace(/(=(?:Bearer|Basic|Digest|Splunk|Token|Api-?Key|Api-?Token|GenieKey|Key))[ \t](?=\S+$|[^\s&]+&)/gi, "$1");
}

/** The jobs of a text in which every line is a destination string. */
export function readDestinationLines(text: string): FoundJob[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const isList = lines.length > 1 && lines.length <= 500 && lines.every((line) => loneDestination(line));
  const found = isList ? lines.map(readDestination) : [];
  if (!found.every(({ ok: isRead }) => isRead)) return [];
  return found.flatMap((job, place) => (job.ok ? [{ ...job.value, label: `Destination string ${place + 1}` }] : []));
}

/** Reads a single destination string, without what was copied along with it. It changes no other field of the form. */
export function readDestination(pasted: string): Result<FoundJob> {
  const { text, repairs } = loneDestination(pasted) ?? { text: pasted.trim(), repairs: [] };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && scheme.toLowerCase() !== "https") return importError("E_IMPORT_SCHEME", { scheme });
  const body = { destination_conf: text };
  return ok({ label: "Destination string", body, isWhole: false, ignored: repairs, unread: [] });
}
