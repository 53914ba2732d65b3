import { type ExactJson, isExactObject } from "../json/exact-json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import { readCsv } from "./read-csv.ts";

/** One record: its text, which identifies it, and its fields as texts in order. */
export type ReceivedRecord = { text: string; values: ReadonlyMap<string, string> };

export type ReceivedFormat = "ndjson" | "json-array" | "json" | "csv" | "tsv" | "text";

/** A parsed body. `fault` describes the first place that does not fit the format. */
export type ReceivedBody = {
  format: ReceivedFormat;
  records: ReceivedRecord[];
  /** Whether fields have names. CSV without a header row has none, and its columns are counted from 1. */
  isNamed: boolean;
  fault?: string;
  faults: number;
};

/**
 * Parses a body as receivers do, and reports where it breaks its format. The last line of a truncated text is left out.
 */
export function readBody(text: string, { isCut }: { isCut: boolean }): ReceivedBody {
  const whole = isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  return (isCut ? undefined : readWhole(whole)) ?? readLines(whole) ?? readRows(whole) ?? unreadable();
}

function readWhole(text: string): ReceivedBody | undefined {
  const isArray = /^\s*\[/.test(text);
  // A single record with a line end is NDJSON, because the line end means that more could follow.
  if (!isArray && (!/^\s*\{/.test(text) || /^[^\n]*\n$/.test(text))) return undefined;
  const reading = readJson(text);
  if (!reading.ok) {
    const { line, column, reason } = reading.fault;
    return isArray
      ? { ...unreadable(), format: "json-array", fault: `line ${line}, column ${column}: ${reason}`, faults: 1 }
      : undefined;
  }
  if (Array.isArray(reading.value)) return named("json-array", reading.value.filter(isExactObject).map(toRecord));
  if (!isExactObject(reading.value)) return undefined;
  const list = Object.values(reading.value).find(isListOfObjects);
  return named("json", (list ?? [reading.value]).filter(isExactObject).map(toRecord));
}

function isListOfObjects(value: ExactJson): value is ExactJson[] {
  return Array.isArray(value) && value.length > 0 && value.every(isExactObject);
}

/** NDJSON, even if some lines are broken; those are counted. */
function readLines(text: string): ReceivedBody | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  const records: ReceivedRecord[] = [];
  let faults = 0;
  let fault: string | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const reading = readJson(line);
    if (reading.ok && isExactObject(reading.value)) {
      records.push({ ...toRecord(reading.value), text: line });
      continue;
    }
    faults += 1;
    fault ??= `line ${index + 1}: ${reading.ok ? "not a JSON object" : reading.fault.reason}`;
  }
  if (records.length === 0 && faults > 1) return undefined;
  return { ...named("ndjson", records), faults, ...(fault === undefined ? {} : { fault }) };
}

function readRows(text: string): ReceivedBody | undefined {
  for (const [format, delimiter] of [
    ["csv", ","],
    ["tsv", "\t"],
  ] as const) {
    const rows = readCsv(text, delimiter);
    const [first = []] = rows ?? [];
    if (!rows || first.length < 2) continue;
    const odd = rows.findIndex((row) => row.length !== first.length);
    const faults = rows.filter((row) => row.length !== first.length).length;
    const isNamed = rows.length > 1 && first.every((name) => /^[A-Za-z]\w*$/.test(name));
    const names = isNamed ? first : first.map((_, index) => String(index + 1));
    const records = rows.slice(isNamed ? 1 : 0).map((row) => ({
      text: row.join("\u0000"),
      values: new Map(row.map((cell, index) => [names[index] ?? String(index + 1), cell])),
    }));
    if (faults === 0) return { format, records, isNamed, faults };
    const fault = `row ${odd + 1} has ${rows[odd]?.length ?? 0} columns, row 1 has ${first.length}`;
    return { format, records, isNamed, faults, fault };
  }
  return undefined;
}

function unreadable(): ReceivedBody {
  return { format: "text", records: [], isNamed: false, faults: 0 };
}

function named(format: ReceivedFormat, records: ReceivedRecord[]): ReceivedBody {
  return { format, records, isNamed: true, faults: 0 };
}

function toRecord(object: { [key: string]: ExactJson }): ReceivedRecord {
  const entries = Object.entries(object);
  return {
    text: writeJson(object),
    values: new Map(entries.map(([name, value]) => [name, typeof value === "string" ? value : writeJson(value)])),
  };
}
