import { listConditions } from "../filter/check-shape.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import type { JobFormValues } from "./form-schema.ts";
import type { RecordsSummary } from "./job-page.ts";
import { readSampleRate } from "./units.ts";

type Summed = Pick<JobFormValues, "fieldNames" | "filter" | "outputType" | "recordTemplate" | "sampleRate">;

/** What a job sends of its logs, and how, in a few words each. */
export function summarizeRecords(values: Summed): RecordsSummary {
  const { fieldNames, outputType, recordTemplate, sampleRate } = values;
  const count = fieldNames.length;
  const name = outputType.toUpperCase();
  return {
    fields: count === 0 ? "default fields" : `${count} ${count === 1 ? "field" : "fields"}`,
    filter: filterWords(values.filter),
    format: recordTemplate ? `${name} with a template` : name,
    sample: percent(readSampleRate(sampleRate) ?? 1),
  };
}

function filterWords(text: string): string {
  const parsed = parseFilter(text);
  if (!parsed.ok) return "a filter";
  if (!parsed.value) return "no filter";
  const count = listConditions(parsed.value).length;
  return `filter with ${count} ${count === 1 ? "condition" : "conditions"}`;
}

/** Three digits, so that 0.1 % does not become 0. */
function percent(rate: number): string {
  return `${Number((rate * 100).toPrecision(3))}%`;
}
