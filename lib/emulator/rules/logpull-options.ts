import type { Dataset } from "../datasets.ts";
import type { JsonObject } from "../json.ts";
import { refuseFieldNames } from "./output-options.ts";

type LogpullCheck = { ok: true; outputOptions: JsonObject } | { ok: false; message: string };

const TIMESTAMPS = ["unixnano", "unix", "rfc3339"];

/** Reads the deprecated `fields=A,B&timestamps=..&sample=..` (or a whole Logpull URL) as output options. */
export function checkLogpullOptions(text: unknown, dataset: Dataset): LogpullCheck {
  if (text === undefined || text === null || text === "") return { ok: true, outputOptions: {} };
  if (typeof text !== "string") return refuse("logpull_options must be a string");
  if (text.length > 4096) return refuse("logpull_options is longer than 4096 characters");
  const parameters = new URLSearchParams(text.includes("?") ? text.slice(text.indexOf("?") + 1) : text);

  const fields = parameters.get("fields")?.split(",").filter(Boolean);
  const unknownField = refuseFieldNames(fields, dataset);
  if (unknownField) return refuse(unknownField);
  const timestamps = parameters.get("timestamps") ?? "unixnano";
  if (!TIMESTAMPS.includes(timestamps)) return refuse(`timestamps must be one of ${TIMESTAMPS.join(", ")}`);
  const sample = Number(parameters.get("sample") ?? 1);
  if (!(sample > 0 && sample <= 1)) return refuse("sample must be greater than 0 and at most 1");
  return {
    ok: true,
    outputOptions: {
      ...(fields ? { field_names: fields } : {}),
      timestamp_format: timestamps,
      sample_rate: sample,
      "CVE-2021-44228": parameters.get("CVE-2021-44228") === "true",
    },
  };
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
