import { type ExactJson, type ExactObject, isExactObject, isScalar, scalarText } from "../json/exact-json.ts";
import { readJson } from "../json/read-json.ts";
import { writeJson } from "../json/write-json.ts";
import { type SampleOptions, sampleRecords } from "../output/sample.ts";
import { isWholeNumber, listConditions } from "./check-shape.ts";
import type { Condition, Group } from "./filter-node.ts";
import { valueFromText } from "./typed-value.ts";

/**
 * Invented records to try a filter on, as NDJSON lines. Random values seldom match a condition, so every second record
 * takes its value from the first one, every second pair from the second, and so on: some lines pass, some do not.
 */
export function sampleForFilter(filter: Group | undefined, options: SampleOptions): string[] {
  const conditions = filter ? listConditions(filter).map(({ condition }) => condition) : [];
  const types = new Map(options.fields.map(({ name, type }) => [name, type]));
  const asked = conditions.map(({ key }) => key).filter((key) => types.has(key));
  const fieldNames = [...new Set([...asked, ...options.fieldNames])];
  return sampleRecords({ ...options, fieldNames }).map((line, index) => {
    const reading = readJson(line);
    if (!reading.ok || !isExactObject(reading.value)) return line;
    return writeJson(bend(reading.value, conditions, { index, types }));
  });
}

function bend(
  record: ExactObject,
  conditions: Condition[],
  { index, types }: { index: number; types: Map<string, string> },
): ExactObject {
  const bent = { ...record };
  for (const [place, condition] of conditions.entries()) {
    const isTurn = ((index >> (place % 4)) & 1) === 1;
    const type = types.get(condition.key);
    const value = isTurn && type !== undefined ? meeting(condition, type, index) : undefined;
    if (value !== undefined) bent[condition.key] = value;
  }
  return bent;
}

/** A value that matches the condition; undefined for negated ones, which most values match. */
function meeting({ operator, value }: Condition, type: string, index: number): ExactJson | undefined {
  const wanted = Array.isArray(value) ? value[index % Math.max(1, value.length)] : value;
  if (wanted === undefined || !isScalar(wanted)) return undefined;
  const text = scalarText(wanted);
  switch (operator) {
    case "eq":
    case "in":
    case "leq":
    case "geq":
      return valueFromText(text, type);
    case "lt":
      return valueFromText(stepFrom(text, -1n), type);
    case "gt":
      return valueFromText(stepFrom(text, 1n), type);
    case "startsWith":
      return `${text}example`;
    case "endsWith":
      return `example${text}`;
    case "contains":
      return type.startsWith("array") ? [valueFromText(text, type)] : `example${text}example`;
    default:
      return undefined;
  }
}

function stepFrom(text: string, step: bigint): string {
  return isWholeNumber(text) ? String(BigInt(text) + step) : text;
}
