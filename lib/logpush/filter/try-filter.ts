import { isExactObject } from "../json/exact-json.ts";
import { type JsonReading, readJson } from "../json/read-json.ts";
import { evaluateFilter, type Verdict } from "./evaluate-filter.ts";
import type { FilterNode } from "./filter-node.ts";

/** One line of a log, unchanged, and the filter's verdict on it; `fault` if it is not a JSON object. */
export type TriedLine = { line: number; text: string } & ({ verdict: Verdict } | { fault: string });

/** `left` lines follow the last one that was evaluated. */
export type Trial = { lines: TriedLine[]; kept: number; judged: number; left: number };

/**
 * Evaluates a filter on NDJSON: one record a line, blank lines skipped, at most `maxLines` lines. Line numbers count
 * from 1.
 */
export function tryFilter(filter: FilterNode | undefined, ndjson: string, maxLines: number): Trial {
  const all = ndjson
    .split("\n")
    .map((text, index) => ({ line: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "");
  const lines = all.slice(0, maxLines).map((given): TriedLine => {
    const reading = readJson(given.text);
    return reading.ok && isExactObject(reading.value)
      ? { ...given, verdict: evaluateFilter(filter, reading.value) }
      : { ...given, fault: faultOf(reading) };
  });
  const verdicts = lines.flatMap((tried) => ("verdict" in tried ? [tried.verdict] : []));
  return {
    lines,
    kept: verdicts.filter(({ passes }) => passes).length,
    judged: verdicts.length,
    left: all.length - lines.length,
  };
}

function faultOf(reading: JsonReading): string {
  if (reading.ok) return "not a JSON object";
  return `not JSON: ${reading.fault.reason}, at character ${reading.fault.column}`;
}
