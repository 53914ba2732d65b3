import type { JobFormValues } from "../job/form-schema.ts";
import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { fieldLabels } from "../job/labels.ts";
import { newJobValues } from "../job/new-job.ts";
import { partsOf, writeOtherSettings } from "../job/other-settings.ts";
import { readDestinationConf } from "./destination-values.ts";
import { fromLogpull } from "./from-logpull.ts";
import { listGaps } from "./gaps.ts";
import { ignore, joinSteps, leaveGaps, leaveUnread, type OtherSetting, type Step, takeEach } from "./import-report.ts";
import { outputRules, type Rule } from "./rules.ts";

/** One key of the job, by its path in the body. */
export type Entry = { what: string; value: Json };

/**
 * What the API makes of a job that names nothing. The form's destination stays if the body has none of its own: one that
 * cannot be read must not leave the job of this body pushing to another one's place.
 */
export function blankOver({ scope, ...current }: JobFormValues, body: JsonObject = {}): JobFormValues {
  const blank = newJobValues({ scope, scopeName: "", dataset: "http_requests", fieldNames: [] });
  const { endpoint, query, destinationString } = "destination_conf" in body ? blank : current;
  return { ...blank, name: "", enabled: false, timestampFormat: "unixnano", endpoint, query, destinationString };
}

export function takeByRule(values: JobFormValues, { what, value }: Entry, rule: Rule): Step {
  if (value === null) {
    return { values: rule.copy(values, blankOver(values)), ...ignore(what, "null is the same as not set.") };
  }
  const gaps = listGaps(JSON.stringify(value));
  if (gaps.length > 0) return leaveGaps(what, gaps);
  const filled = rule.fill(values, value);
  if (!filled) return leaveUnread(what, `It must be ${rule.expects}.`);
  return { values: filled, taken: [{ what, label: rule.label, value: rule.show(filled) }] };
}

export function takeDestination(values: JobFormValues, { what, value }: Entry): Step {
  if (value === null || value === "") return leaveUnread(what, "It is empty: type where the logs go.");
  if (typeof value !== "string") return leaveUnread(what, "It must be a text.");
  const { fields, taken, unread } = readDestinationConf(value);
  return {
    values: { ...values, ...fields },
    taken: taken === undefined ? [] : [{ what, label: "Destination", value: taken }],
    unread: unread.map((why) => ({ what, why })),
  };
}

/** The API replaces `output_options` as a whole, so what a text leaves out of it goes back to the default. */
export function takeOutput(values: JobFormValues, { what, value }: Entry): Step {
  if (value === null) return ignore(what, "null is the same as not set.");
  if (!isJsonObject(value)) return leaveUnread(what, "It must be an object.");
  const entries = Object.entries(value);
  const blank = withoutOutput(values);
  if (entries.length === 0) return { values: blank, ...ignore(what, "It is empty.") };
  return takeEach(blank, entries, (current, [key, item]) => {
    const entry = { what: `${what}.${key}`, value: item };
    const rule = outputRules.get(key);
    return rule ? takeByRule(current, entry, rule) : takeOther(entry, { of: "output", key });
  });
}

/** The older form of `output_options`; it is converted unless the job has both. */
export function takeLogpull(values: JobFormValues, { what, value }: Entry, body: JsonObject): Step {
  if (value === null || value === "") return leaveUnread(what, "It is empty: type where the logs go.");
  if (isJsonObject(body.output_options)) {
    return ignore(what, "Cloudflare does not look at it when output_options is there.");
  }
  if (typeof value !== "string") return leaveUnread(what, "It must be a text.");
  const gaps = listGaps(value);
  if (gaps.length > 0) return leaveGaps(what, gaps);
  const { output, ignored, unread } = fromLogpull(value);
  const converted = takeEach(withoutOutput(values), Object.entries(output), (current, [key, item]) => {
    const rule = outputRules.get(key);
    return rule ? takeByRule(current, { what, value: item }, rule) : {};
  });
  const told = ["This older form is not sent: its settings become output_options, which replaced it.", ...ignored];
  const notes: Step = {
    ignored: told.map((why) => ({ what, why })),
    unread: unread.map((why) => ({ what, why })),
  };
  return { values: converted.values, ...joinSteps(converted, notes) };
}

/** A key without a field goes into the other settings. */
export function takeOther({ what, value }: Entry, place: Omit<OtherSetting, "value">): Step {
  const gaps = listGaps(JSON.stringify(value));
  if (gaps.length > 0) return leaveGaps(what, gaps);
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
  const blank = blankOver(values);
  const cleared = Array.from(outputRules.values()).reduce((form, rule) => rule.copy(form, blank), values);
  return { ...cleared, otherSettings: writeParts(partsOf(values.otherSettings).job, {}) };
}

function writeParts(job: JsonObject, output: JsonObject): string {
  return writeOtherSettings(Object.keys(output).length === 0 ? job : { ...job, output_options: output });
}
