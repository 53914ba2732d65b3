import { err, ok, type Result } from "../result.ts";
import { isJsonObject, type Json, type JsonObject } from "./job.ts";
import { knownOutputKeys } from "./output-options.ts";

/** Attributes that the form shows or that the API sets itself; the others are "other settings". */
export const knownKeys: ReadonlySet<string> = new Set([
  "id",
  "dataset",
  "name",
  "destination_conf",
  "enabled",
  "output_options",
  "logpull_options",
  "filter",
  "filter_attack_traffic",
  "frequency",
  "kind",
  "max_upload_bytes",
  "max_upload_records",
  "max_upload_interval_seconds",
  "last_complete",
  "last_error",
  "error_message",
]);

/** What a save leaves untouched although no field shows it. */
export function otherSettingsOf(job: JsonObject): JsonObject {
  const others = Object.fromEntries(
    Object.entries(job).filter(([key, value]) => !knownKeys.has(key) && value !== "" && value !== null),
  );
  const { output_options: output } = job;
  if (!isJsonObject(output)) return others;
  const otherOutput = Object.fromEntries(Object.entries(output).filter(([key]) => !knownOutputKeys.has(key)));
  return Object.keys(otherOutput).length === 0 ? others : { ...others, output_options: otherOutput };
}

/** The other settings as the form's text; empty when there are none. */
export function writeOtherSettings(settings: JsonObject): string {
  return Object.keys(settings).length === 0 ? "" : JSON.stringify(settings, null, 2);
}

/** Reads the form's text. `output_options` in it holds keys to merge into the form's own. */
export function readOtherSettings(text: string): Result<JsonObject> {
  if (text.trim() === "") return ok({});
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? ok(parsed) : err("E_OTHER_JSON", { at: "otherSettings" });
  } catch {
    return err("E_OTHER_JSON", { at: "otherSettings" });
  }
}

export type OtherChanges = { job: JsonObject; output: JsonObject; removedOutput: string[] };

/**
 * What changed between two such texts. A job's key that is gone is sent as null, which clears it; of `output_options`,
 * which is sent whole, it is left out.
 */
export function otherChanges(beforeText: string, afterText: string): OtherChanges {
  const [before, after] = [partsOf(beforeText), partsOf(afterText)];
  const gone = (old: JsonObject, now: JsonObject) => Object.keys(old).filter((key) => !(key in now));
  const cleared = Object.fromEntries(gone(before.job, after.job).map((key): [string, Json] => [key, null]));
  return {
    job: { ...cleared, ...changed(before.job, after.job) },
    output: changed(before.output, after.output),
    removedOutput: gone(before.output, after.output),
  };
}

/** The text's settings apart: those of the job, and those of `output_options`. Text that cannot be read holds none. */
export function partsOf(text: string): { job: JsonObject; output: JsonObject } {
  const read = readOtherSettings(text);
  const { output_options: output, ...job } = read.ok ? read.value : {};
  return { job, output: isJsonObject(output) ? output : {} };
}

function changed(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)),
  );
}
