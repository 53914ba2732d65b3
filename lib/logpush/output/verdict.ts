import { isJsonObject, type Json } from "../job/job.ts";
import { countOf } from "../job/units.ts";
import { countColumns } from "./count-columns.ts";

export type BodyKind = "json-array" | "json" | "ndjson" | "delimited" | "other";

/** How a receiver's parser would read a body; `other` is a body that no common parser reads as a whole. */
export type BodyVerdict = { kind: BodyKind; message: string };

/** Reads a sample body as receivers do and names its kind. `delimiter` is that of the fields, for CSV. */
export function judgeBody(text: string, { isCsv, delimiter }: { isCsv: boolean; delimiter: string }): BodyVerdict {
  return judgeJson(text) ?? judgeLines(text) ?? (isCsv ? judgeDelimited(text, delimiter) : explainNotJson(text));
}

function judgeJson(text: string): BodyVerdict | undefined {
  const whole = parseJson(text);
  if (whole === undefined) return undefined;
  if (Array.isArray(whole.value)) {
    const word = whole.value.every(isJsonObject) ? "object" : "item";
    return { kind: "json-array", message: `One JSON array with ${countOf(whole.value.length, word)}.` };
  }
  // A single record is one object either way, but a line end means that more would follow on separate lines.
  if (!isJsonObject(whole.value) || /^[^\n]*\n$/.test(text)) return undefined;
  const list = Object.entries(whole.value).find((entry): entry is [string, Json[]] => Array.isArray(entry[1]));
  const content = list ? `; “${list[0]}” holds ${countOf(list[1].length, "item")}` : "";
  return { kind: "json", message: `One JSON object${content}.` };
}

function judgeLines(text: string): BodyVerdict | undefined {
  const isLines = text.endsWith("\n") && linesOf(text).every((line) => isJsonObject(parseJson(line)?.value));
  return isLines ? { kind: "ndjson", message: "Each line is a JSON object." } : undefined;
}

function judgeDelimited(text: string, delimiter: string): BodyVerdict {
  const name = delimiter === "," ? "CSV" : delimiter === "\t" ? "TSV" : `Text separated by “${delimiter}”`;
  const rows = countColumns(text, delimiter);
  if (rows === undefined)
    return { kind: "other", message: `Not ${name}: there is a quote where no field can begin or end.` };
  const [first = 0] = rows;
  const odd = rows.findIndex((columns) => columns !== first);
  if (odd < 0) {
    return { kind: "delimited", message: `${name}: ${countOf(rows.length, "row")} of ${countOf(first, "column")}.` };
  }
  const difference = `row 1 has ${countOf(first, "column")}, row ${odd + 1} has ${countOf(rows[odd] ?? 0, "column")}`;
  return { kind: "other", message: `Not ${name}: ${difference}.` };
}

/** The first line that cannot be parsed, with what is probably missing there. */
function explainNotJson(text: string): BodyVerdict {
  const lines = linesOf(text);
  const reason = /\}[ \t]*\{/.test(text) ? " Nothing separates the records: add a line break or a delimiter." : "";
  const at = lines.findIndex((line) => !isJsonObject(parseJson(line)?.value));
  if (at < 0)
    return { kind: "other", message: "The last line has no line break, so the next batch may be appended to it." };
  return { kind: "other", message: `Not JSON: line ${at + 1} reads ${excerpt(lines[at] ?? "")}.${reason}` };
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function excerpt(line: string): string {
  return line.length > 32 ? `“${line.slice(0, 31)}…”` : `“${line}”`;
}
