import { countOf } from "../job/units.ts";
import type { RequestCheck } from "./checked-request.ts";
import type { ReceivedBody } from "./read-body.ts";

const names = {
  ndjson: "NDJSON",
  "json-array": "One JSON array",
  json: "One JSON object",
  csv: "CSV",
  tsv: "TSV",
  text: "Text",
} as const;

/** Whether receivers can read a body, line by line if it has lines. */
export function checkFormat({ format, records, fault, faults, isNamed }: ReceivedBody): RequestCheck {
  const title = "Format";
  if (format === "text") {
    return {
      title,
      level: "warn",
      words: "Neither JSON nor columns: the job has a custom format.",
      nextStep: "Make sure your endpoint can parse the job’s output options.",
    };
  }
  if (fault !== undefined) {
    const rest = faults > 1 ? `, and ${countOf(faults - 1, "more line")} like it` : "";
    return {
      title,
      level: "fail",
      words: `${names[format]} that is broken at ${fault}${rest}.`,
      nextStep: "Check the job’s record template, prefixes and delimiters.",
    };
  }
  const count = countOf(records.length, format === "csv" || format === "tsv" ? "row" : "record");
  const header =
    format === "csv" || format === "tsv" ? (isNamed ? ", with a header row" : ", without a header row") : "";
  return { title, level: "pass", words: `${names[format]}: ${count}, all readable${header}.` };
}
