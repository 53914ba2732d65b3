import type { Json } from "../job/job.ts";
import { checkPart } from "../legacy/check-part.ts";
import { type LogpullPart, parseLogpullOptions } from "../legacy/logpull-options.ts";
import { listGaps, numberGaps } from "./gaps.ts";

/**
 * One part of `logpull_options`. "read" has the value for `key` of `output_options`, with gaps where the text has them.
 * "unread" has the text of the part in `source`, and in `key` the setting that was probably meant and is still open.
 */
export type LogpullReading =
  | { status: "read"; key: string; value: Json }
  | { status: "ignored"; why: string }
  | { status: "unread"; why: string; source: string; key?: string };

const outputKeys: Readonly<Record<string, string>> = {
  fields: "field_names",
  timestamps: "timestamp_format",
  sample: "sample_rate",
  "CVE-2021-44228": "CVE-2021-44228",
};

/** Parses `logpull_options`. A reference in one part leaves the others readable. */
export function readLogpull(text: string): LogpullReading[] {
  const { text: numbered, restore } = numberGaps(text);
  const { parts } = parseLogpullOptions(numbered);
  const named = new Set(parts.filter(({ role }) => role === "setting").map(({ key }) => key));
  return parts.map((part) => readPart(part, restore, named));
}

function readPart(part: LogpullPart, restore: (text: string) => string, named: ReadonlySet<string>): LogpullReading {
  const { key, value, role } = part;
  if (role === "meaningless") return { status: "ignored", why: `${key} applies to Logpull only.` };
  const open = (meant: string) => (named.has(meant) && meant !== key ? undefined : outputKeys[meant]);
  if (role === "setting" && listGaps(restore(value)).length > 0) {
    return { status: "read", key: outputKeys[key] ?? key, value: wireOf(key, restore(value)) };
  }
  const fault = checkPart({ ...part, segment: restore(part.segment) });
  if (fault) {
    const meant = fault.meant && role !== "repeated" ? open(fault.meant) : undefined;
    return { status: "unread", why: fault.why, source: restore(part.segment), ...(meant ? { key: meant } : {}) };
  }
  const isNothing = value === "" || (key === "fields" && /^,+$/.test(value));
  if (isNothing || (key === "CVE-2021-44228" && value === "false")) {
    return { status: "ignored", why: `${key}=${value} sets nothing.` };
  }
  return { status: "read", key: outputKeys[key] ?? key, value: wireOf(key, value) };
}

function wireOf(key: string, value: string): Json {
  if (key === "fields") return value.split(",").filter((name) => name !== "");
  if (listGaps(value).length > 0) return value;
  if (key === "sample") return Number(value);
  return key === "CVE-2021-44228" ? value === "true" : value;
}
