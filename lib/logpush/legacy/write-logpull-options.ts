import { encodeStrict } from "../destination/percent.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { readSampleRate } from "../job/units.ts";

/** The timestamp formats that the deprecated form documents. */
const timestamps = ["unixnano", "unix", "rfc3339"];

/**
 * The form's output settings, as far as `logpull_options` can express them; for "validate origin", which accepts no
 * other format.
 */
export function writeLogpullOptions(
  values: Pick<JobFormValues, "timestampFormat" | "sampleRate" | "cveRedaction">,
  fieldNames: string[],
): string {
  const rate = readSampleRate(values.sampleRate);
  const parts = [
    fieldNames.length > 0 ? `fields=${fieldNames.map(encodeStrict).join(",")}` : "",
    timestamps.includes(values.timestampFormat) ? `timestamps=${values.timestampFormat}` : "",
    rate === undefined || rate === 1 ? "" : `sample=${rate}`,
    values.cveRedaction ? "CVE-2021-44228=true" : "",
  ];
  return parts.filter((part) => part !== "").join("&");
}
