import { plainJson } from "../json/plain-json.ts";
import { scanJson } from "../json/scan-json.ts";
import { isJsonObject, type Json, type JsonObject } from "./job.ts";
import { fieldOfKey, fieldOfOutputKey, knownOutputKeys, readOnlyKeys } from "./owned-keys.ts";

/** Attributes that the form shows or that the API sets. All others are "other settings". */
const knownKeys: ReadonlySet<string> = new Set([...Object.keys(fieldOfKey), "output_options", ...readOnlyKeys]);

/** Settings that a save leaves unchanged although no field shows them. */
export function otherSettingsOf(job: JsonObject): JsonObject {
  const others = Object.fromEntries(
    Object.entries(job).filter(([key, value]) => !knownKeys.has(key) && value !== "" && value !== null),
  );
  const { output_options: output } = job;
  if (!isJsonObject(output)) return others;
  const otherOutput = Object.fromEntries(Object.entries(output).filter(([key]) => !knownOutputKeys.has(key)));
  return Object.keys(otherOutput).length === 0 ? others : { ...others, output_options: otherOutput };
}

/** The other settings as the form's text. Empty if there are none. */
export function writeOtherSettings(settings: JsonObject): string {
  return Object.keys(settings).length === 0 ? "" : JSON.stringify(settings, null, 2);
}

export type OtherChanges = { job: JsonObject; output: JsonObject; removedOutput: string[] };

/**
 * What changed between two such texts. A removed key of a job is sent as null, which clears it; in `output_options`,
 * which is sent as a whole, it is left out.
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

/** My changes to the text on top of what it says now, key by key. */
export function rebaseOther(openedText: string, mineText: string, currentText: string): string {
  const mine = otherChanges(openedText, mineText);
  const current = partsOf(currentText);
  const isLeft = ([key]: [string, Json]) => !mine.removedOutput.includes(key);
  const job = Object.entries({ ...current.job, ...mine.job }).filter(([, value]) => value !== null);
  const output = Object.entries({ ...current.output, ...mine.output }).filter(isLeft);
  const settings = Object.fromEntries(job);
  return writeOtherSettings(
    output.length === 0 ? settings : { ...settings, output_options: Object.fromEntries(output) },
  );
}

/**
 * The text's settings, separated: those of the job, and those of `output_options`. Text that cannot be parsed
 * contains none. A refused key, such as the `logpull_options` that an import can leave, does not hide the other
 * settings.
 */
export function partsOf(text: string): { job: JsonObject; output: JsonObject } {
  const scan = scanJson(text);
  const settings = scan.ok ? plainJson(scan.value) : {};
  const { output_options: output = {}, ...job } = isJsonObject(settings) ? settings : {};
  return {
    job: without(job, [...Object.keys(fieldOfKey), ...readOnlyKeys]),
    output: isJsonObject(output) ? without(output, Object.keys(fieldOfOutputKey)) : {},
  };
}

function without(settings: JsonObject, refused: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !refused.includes(key)));
}

function changed(before: JsonObject, after: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)),
  );
}
