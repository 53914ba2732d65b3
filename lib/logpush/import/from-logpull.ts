import { asJsonObject, type JsonObject } from "../job/job.ts";
import { type LogpullPart, parseLogpullOptions } from "../legacy/logpull-options.ts";
import { outputOfLogpull } from "../legacy/output-of-logpull.ts";

const outputKeys: ReadonlyMap<string, string> = new Map([
  ["fields", "field_names"],
  ["timestamps", "timestamp_format"],
  ["sample", "sample_rate"],
  ["CVE-2021-44228", "CVE-2021-44228"],
]);

/**
 * `logpull_options` as the `output_options` that mean the same, and a sentence for each part that has no place there:
 * what belongs to Logpull or says nothing is ignored, what cannot be read is told apart.
 */
export function fromLogpull(text: string): { output: JsonObject; ignored: string[]; unread: string[] } {
  const output = asJsonObject(outputOfLogpull(text));
  const ignored: string[] = [];
  const unread: string[] = [];
  for (const part of parseLogpullOptions(text).parts) {
    const { key, value, role } = part;
    if (role === "meaningless" || role === "unknown") ignored.push(`${key} means something to Logpull only.`);
    else if (saysNothing(part)) ignored.push(`${key}=${value} sets nothing.`);
    else if (role === "repeated") unread.push(`${key} is there more than once; the first counts.`);
    else if (!((outputKeys.get(key) ?? key) in output)) unread.push(`${key}=${value} cannot be read.`);
  }
  return { output, ignored, unread };
}

function saysNothing({ key, value }: LogpullPart): boolean {
  return value === "" || (key === "CVE-2021-44228" && value === "false");
}
