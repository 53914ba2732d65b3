import { isChoiceField } from "../job/choice-fields.ts";
import type { JobFormValues, Unresolved } from "../job/form-schema.ts";
import { isJsonObject, type Json } from "../job/job.ts";
import { addUnresolved, resolveField } from "../job/unresolved.ts";
import { gapReason } from "./gap-reason.ts";
import { fillGaps, type Gap, listGaps } from "./gaps.ts";
import { leaveUnread, type OtherSetting, type Step } from "./import-report.ts";
import { type Rule, shownIn } from "./rules.ts";

/**
 * Leaves a value with references in its field, as written, and records them so that the form is not sent before they
 * are filled in. `shown` is the value as the field shows it, if that differs.
 */
export function holdGaps(values: JobFormValues, what: string, rule: Rule, value: Json): Step {
  const { filled, gaps } = rule.field === "filter" ? fillFilter(value) : fillText(rule, value);
  const entries = gaps.map(({ source, kind }): Unresolved => ({ field: rule.field, source, kind }));
  const held = addUnresolved(resolveField(rule.hold(values, filled), rule.field), entries);
  return { values: held, ...leaveUnread(what, `${gapReason(listGaps(JSON.stringify(value)))} ${placeOf(rule)}`) };
}

/** The same for a value that the API does not accept there. */
export function holdInvalid(values: JobFormValues, what: string, rule: Rule, value: Json): Step {
  const shown = shownIn(rule.field, value);
  const sources = (Array.isArray(shown) ? shown.filter((_, place) => !isText(value, place)) : [shown]).filter(Boolean);
  const entries = sources.map(
    (source): Unresolved => ({ field: rule.field, source, kind: "invalid", expects: rule.expects }),
  );
  return {
    values: addUnresolved(resolveField(rule.hold(values, value), rule.field), entries),
    ...leaveUnread(what, `It must be ${rule.expects}.`),
  };
}

function isText(value: Json, place: number): boolean {
  return Array.isArray(value) && typeof value[place] === "string";
}

/** An attribute without a field goes into the other settings with its references. */
export function holdOther(values: JobFormValues, what: string, place: Omit<OtherSetting, "value">, value: Json): Step {
  const gaps = listGaps(JSON.stringify(value));
  const entries = gaps.map(
    ({ source, kind }): Unresolved => ({
      field: "otherSettings",
      source: inJson(source),
      kind,
      ...(place.of === "job" ? { key: place.key } : {}),
    }),
  );
  return {
    values: addUnresolved(values, entries),
    others: [{ ...place, value: fillValue(value) }],
    ...leaveUnread(what, `${gapReason(gaps)} It is in “Other settings”.`),
  };
}

/** The value with its references as written. */
export function fillValue(value: Json): Json {
  if (typeof value === "string") return fillGaps(value);
  if (Array.isArray(value)) return value.map(fillValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]): [string, Json] => [fillGaps(key), fillValue(item)]),
  );
}

type Filled = { filled: Json; gaps: Gap[] };

function fillText(rule: Rule, value: Json): Filled {
  const gaps = listGaps(JSON.stringify(value)).map(({ source, kind }) => {
    const shown = shownIn(rule.field, typeof value === "string" || Array.isArray(value) ? source : inJson(source));
    return { source: typeof shown === "string" ? shown : source, kind };
  });
  return { filled: fillValue(value), gaps };
}

/** A reference inside a JSON text is escaped like the text around it, so that the rest of the filter stays readable. */
function fillFilter(value: Json): Filled {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const isReadable = canParse(text);
  const write = ({ source }: Gap) => (isReadable ? inJson(source) : source);
  return {
    filled: fillGaps(text, write),
    gaps: listGaps(text).map((gap) => ({ source: write(gap), kind: gap.kind })),
  };
}

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function inJson(source: string): string {
  return JSON.stringify(source).slice(1, -1);
}

function placeOf({ field, label }: Rule): string {
  if (isChoiceField(field)) return `Set “${label}” in the form.`;
  return `Replace it in “${label}”.`;
}
