import { attributes } from "../job/attributes.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { fieldLabels } from "../job/labels.ts";
import { newJobValues } from "../job/new-job.ts";
import { partsOf, writeOtherSettings } from "../job/other-settings.ts";
import { addUnresolved, resolveField } from "../job/unresolved.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { keyMeant } from "./code/keys.ts";
import { readDestinationConf } from "./destination-values.ts";
import { type LogpullReading, readLogpull } from "./from-logpull.ts";
import { isGap, listGaps } from "./gaps.ts";
import { fillValue, holdGaps, holdInvalid, holdOther } from "./hold.ts";
import {
  applyEach,
  type ImportReport,
  ignore,
  joinSteps,
  leaveUnread,
  type OtherSetting,
  type Step,
} from "./import-report.ts";
import { outputRules, type Rule } from "./rules.ts";

/** One key of the job, by its path in the body. */
export type Entry = { what: string; value: Json };

/**
 * The API's defaults for a job that names nothing. The form's destination stays if the body has none of its own. An
 * unreadable one must not leave the job of this body pushing to another job's destination.
 */
export function apiDefaults({ scope, ...current }: JobFormValues, body: JsonObject = {}): JobFormValues {
  const blank = newJobValues({ scope, scopeName: "", dataset: "http_requests", fieldNames: [] });
  const { endpoint, query, destinationString } = "destination_conf" in body ? blank : current;
  return { ...blank, name: "", enabled: false, timestampFormat: "unixnano", endpoint, query, destinationString };
}

export function applyByRule(values: JobFormValues, { what, value }: Entry, rule: Rule): Step {
  const unset = whyUnset(value, rule);
  if (unset !== undefined) {
    return { values: resolveField(rule.copy(values, apiDefaults(values)), rule.field), ...ignore(what, unset) };
  }
  if (listGaps(JSON.stringify(value)).length > 0) return holdGaps(values, what, rule, value);
  const filled = rule.fill(values, value);
  if (!filled) return holdInvalid(values, what, rule, value);
  return {
    values: resolveField(filled, rule.field),
    taken: [{ what, label: rule.label, value: rule.show(filled) }],
  };
}

/**
 * Why a value sets nothing, in the spellings of the API, the SDKs and Terraform's state; undefined if it sets
 * something.
 */
function whyUnset(value: Json, rule: Rule): string | undefined {
  if (value === null) return "null is the same as not set.";
  if (rule.field === "filter") {
    return hasNoConditions(value) ? "It has no conditions, which is the same as no filter." : undefined;
  }
  const { type, choices } = attributes[rule.field];
  const canBeEmpty = ["flag", "switch", "limit", "rate"].includes(type) || choices?.includes("") === false;
  return value === "" && canBeEmpty ? "Empty is the same as not set." : undefined;
}

/** `{}` and `{"where":{}}`, as objects or as texts. */
function hasNoConditions(value: Json): boolean {
  if (typeof value === "string") {
    const parsed = parseJsonWithGaps(value);
    return value.trim() === "" ? value !== "" : parsed.ok && parsed.value !== value && hasNoConditions(parsed.value);
  }
  if (value === null) return true;
  if (!isJsonObject(value)) return false;
  const { where, ...others } = value;
  const isNothing = where === undefined || where === null || (isJsonObject(where) && Object.keys(where).length === 0);
  return isNothing && Object.keys(others).length === 0;
}

export function applyDestination(values: JobFormValues, { what, value }: Entry): Step {
  if (value === null || value === "") return leaveUnread(what, "It is empty. Enter a destination.");
  if (typeof value !== "string") return leaveUnread(what, "It must be a string.");
  const { fields, taken, unread, unresolved } = readDestinationConf(value);
  return {
    values: fields ? addUnresolved(resolveField({ ...values, ...fields }, "query"), unresolved) : values,
    taken: taken === undefined ? [] : [{ what, label: "Destination", value: taken }],
    unread: unread.map((why) => ({ what, why })),
  };
}

/** The API replaces `output_options` as a whole, so what a text leaves out of it is reset to the default. */
export function applyOutput(values: JobFormValues, { what, value }: Entry): Step {
  if (value === null || value === "")
    return ignore(what, `${value === null ? "null" : "This"} is the same as not set.`);
  if (typeof value === "string" && listGaps(value).length > 0) {
    return holdOther(withoutOutput(values), what, { of: "job", key: what }, value);
  }
  if (!isJsonObject(value)) {
    // In the other settings it is an error until someone removes it, so no default is sent instead.
    return {
      values: withoutOutput(values),
      others: [{ of: "job", key: what, value: fillValue(value) }],
      ...leaveUnread(what, "It must be an object. It is in “Other settings”."),
    };
  }
  const entries = Object.entries(value);
  const blank = withoutOutput(values);
  if (entries.length === 0) return { values: blank, ...ignore(what, "It is empty.") };
  return applyEach(blank, entries, (current, [key, item]) => {
    const entry = { what: `${what}.${key}`, value: item };
    // The API knows only one spelling; sent in another one, the setting would do nothing.
    const rule = outputRules.get(keyMeant(key, value));
    return rule ? applyByRule(current, entry, rule) : applyOther(current, entry, { of: "output", key });
  });
}

/** The older form of `output_options`. It is converted part by part unless the job has both. */
export function applyLogpull(values: JobFormValues, { what, value }: Entry, body: JsonObject): Step {
  if (value === null) return ignore(what, "null is the same as not set.");
  if (value === "" || (isJsonObject(value) && Object.keys(value).length === 0)) {
    return ignore(what, "Empty is the same as not set.");
  }
  if (isJsonObject(body.output_options)) {
    return ignore(what, "Cloudflare ignores it when output_options is set.");
  }
  const blank = withoutOutput(values);
  if (typeof value !== "string") return holdUnknown(blank, { what, value }, [{ what, why: "It must be a string." }]);
  if (isGap(value)) return holdOther(blank, what, { of: "job", key: what }, value);
  const readings = readLogpull(value);
  const isUnknown = readings.every((part) => part.status === "unread" && part.key === undefined);
  if (readings.length > 0 && isUnknown && listGaps(value).length === 0) {
    const unread = readings.flatMap((part) => (part.status === "unread" ? [{ what, why: part.why }] : []));
    return holdUnknown(blank, { what, value }, unread);
  }
  const parts = applyEach(blank, readings, (current, part) => takeLogpullPart(current, what, part));
  const told = ignore(what, "Deprecated, so not sent. Its settings are converted to output_options.");
  return { values: parts.values, ...joinSteps(told, parts) };
}

/** The intended setting is unknown, so no default may replace it: it waits in the first field that it could set. */
function holdUnknown(values: JobFormValues, { what, value }: Entry, unread: ImportReport["unread"]): Step {
  const rule = outputRules.get("field_names");
  return {
    ...(rule ? holdInvalid(values, what, rule, typeof value === "string" ? value : JSON.stringify(value)) : {}),
    unread,
  };
}

function takeLogpullPart(values: JobFormValues, what: string, part: LogpullReading): Step {
  if (part.status === "ignored") return ignore(what, part.why);
  const rule = outputRules.get(part.key ?? "");
  if (part.status === "read") return rule ? applyByRule(values, { what, value: part.value }, rule) : {};
  if (listGaps(part.source).length > 0) {
    return holdOther(values, what, { of: "job", key: what }, part.source);
  }
  const step = leaveUnread(what, part.why);
  return rule ? { ...holdInvalid(values, what, rule, part.source), ...step } : step;
}

/** A key without a field goes into the other settings. */
export function applyOther(values: JobFormValues, { what, value }: Entry, place: Omit<OtherSetting, "value">): Step {
  if (listGaps(JSON.stringify(value)).length > 0) return holdOther(values, what, place, value);
  return {
    others: [{ ...place, value }],
    taken: [{ what, label: fieldLabels.otherSettings, value: place.key }],
  };
}

/** The values with more other settings. A pasted key may be `__proto__`, which an assignment would not set. */
export function withOthers(values: JobFormValues, others: OtherSetting[]): JobFormValues {
  const { job, output } = partsOf(values.otherSettings);
  const merge = (old: JsonObject, of: OtherSetting["of"]): JsonObject =>
    Object.fromEntries([
      ...Object.entries(old),
      ...others.filter((other) => other.of === of).map(({ key, value }): [string, Json] => [key, value]),
    ]);
  return { ...values, otherSettings: writeParts(merge(job, "job"), merge(output, "output")) };
}

function withoutOutput(values: JobFormValues): JobFormValues {
  const blank = apiDefaults(values);
  const cleared = Array.from(outputRules.values()).reduce((form, rule) => rule.copy(form, blank), values);
  const settled = Array.from(outputRules.values()).reduce((form, { field }) => resolveField(form, field), cleared);
  return { ...settled, otherSettings: writeParts(partsOf(values.otherSettings).job, {}) };
}

function writeParts(job: JsonObject, output: JsonObject): string {
  return writeOtherSettings(Object.keys(output).length === 0 ? job : { ...job, output_options: output });
}
