import { mask } from "../destination/looks-random.ts";
import { appError, err, type InputErrorCode } from "../errors/app-error.ts";
import { parseJson } from "../json/parse-json.ts";
import type { JsonFault } from "../json/read-json.ts";
import { type AppError, ok, type Result } from "../result.ts";
import { isJsonObject, type Json, type JsonObject } from "./job.ts";
import { fieldLabels, type LabeledField } from "./labels.ts";
import { fieldOfKey, fieldOfOutputKey, knownOutputKeys, readOnlyKeys } from "./owned-keys.ts";

const at = "otherSettings";

const faultCodes = {
  syntax: "E_OTHER_JSON",
  duplicate: "E_OTHER_DUPLICATE",
  depth: "E_OTHER_DEPTH",
  number: "E_OTHER_NUMBER",
} as const satisfies Record<JsonFault["kind"], InputErrorCode>;

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

/**
 * Parses the form's text. `output_options` in it holds keys to merge into the form's own. Keys that a field of the form
 * or Cloudflare sets are refused, because two values for one setting would contradict each other.
 */
export function readOtherSettings(text: string): Result<JsonObject> {
  const parsed = parseSettings(text);
  if (!parsed.ok) return parsed;
  const error = listForbidden(parsed.value)[0];
  return error ? { ok: false, error } : parsed;
}

function parseSettings(text: string): Result<JsonObject> {
  if (text.trim() === "") return ok({});
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { kind, ...params } = parsed.fault;
    return err(faultCodes[kind], { at, params });
  }
  return isJsonObject(parsed.value) ? ok(parsed.value) : err("E_OTHER_OBJECT", { at });
}

/** The error in what changed since the job was read. The mask of a saved value is not a value. */
export function checkOtherChanges(beforeText: string, afterText: string): AppError | undefined {
  const { job, output } = otherChanges(beforeText, afterText);
  const masked = Object.entries({ ...output, ...job }).find(([, value]) => JSON.stringify(value).includes(mask));
  return masked && appError("E_OTHER_MASK", { at, params: { key: masked[0] } });
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
  const parsed = parseSettings(text);
  const { output_options: output = {}, ...job } = parsed.ok ? parsed.value : {};
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

function listForbidden(settings: JsonObject): AppError[] {
  const { output_options: output } = settings;
  if (output !== undefined && !isJsonObject(output)) return [appError("E_OTHER_OUTPUT", { at })];
  const readOnly = readOnlyKeys.filter((key) => key in settings);
  return [
    ...owned(settings, fieldOfKey),
    ...owned(output ?? {}, fieldOfOutputKey),
    ...readOnly.map((key) => appError("E_OTHER_READ_ONLY", { at, params: { key } })),
  ];
}

function owned(settings: JsonObject, fields: Readonly<Record<string, LabeledField>>): AppError[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    key in settings ? [appError("E_OTHER_OWNED", { at, params: { key, label: fieldLabels[field] } })] : [],
  );
}
