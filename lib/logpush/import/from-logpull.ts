import { decodePercent } from "../destination/percent.ts";
import type { Json, JsonObject } from "../job/job.ts";
import { readSampleRate } from "../job/units.ts";

/**
 * `logpull_options` as the `output_options` that mean the same (Logpush "Log output options"): a query, or a whole URL
 * with one. `start`, `end` and the like belong to Logpull and are named in `ignored`.
 */
export function fromLogpull(text: string): { output: JsonObject; ignored: string[]; unread: string[] } {
  const output: JsonObject = {};
  const ignored: string[] = [];
  const unread: string[] = [];
  for (const piece of text.replace(/^[^?]*\?/, "").split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    const name = decoded(equals < 0 ? piece : piece.slice(0, equals));
    const value = decoded(equals < 0 ? "" : piece.slice(equals + 1));
    const known = keys.get(name);
    const taken = known?.read(value);
    if (!known) ignored.push(`${name} means something to Logpull only.`);
    else if (taken === undefined || known.key in output) {
      unread.push(`${piece} cannot be read.`);
    } else output[known.key] = taken;
  }
  return { output, ignored, unread };
}

type Reader = { key: string; read: (value: string) => Json | undefined };

const keys: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["fields", { key: "field_names", read: (value) => value.split(",").filter((name) => name !== "") }],
  ["timestamps", { key: "timestamp_format", read: (value) => value || undefined }],
  ["sample", { key: "sample_rate", read: readSampleRate }],
  [
    "CVE-2021-44228",
    { key: "CVE-2021-44228", read: (value) => (/^(?:true|false)$/.test(value) ? value === "true" : undefined) },
  ],
]);

/** Text that is not percent-encoded as it should be stays as it is. */
function decoded(text: string): string {
  const read = decodePercent(text);
  return read.ok ? read.value : text;
}
