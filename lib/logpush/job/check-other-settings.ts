import { mask } from "../destination/looks-random.ts";
import { appError, err, type InputErrorCode } from "../errors/app-error.ts";
import { parseJson } from "../json/parse-json.ts";
import type { JsonFault } from "../json/scan-json.ts";
import { type AppError, ok, type Result } from "../result.ts";
import { isJsonObject, type JsonObject } from "./job.ts";
import { fieldLabels, type LabeledField } from "./labels.ts";
import { otherChanges } from "./other-settings.ts";
import { fieldOfKey, fieldOfOutputKey, readOnlyKeys } from "./owned-keys.ts";

const at = "otherSettings";

const faultCodes = {
  syntax: "E_OTHER_JSON",
  duplicate: "E_OTHER_DUPLICATE",
  depth: "E_OTHER_DEPTH",
  number: "E_OTHER_NUMBER",
} as const satisfies Record<JsonFault["kind"], InputErrorCode>;

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
