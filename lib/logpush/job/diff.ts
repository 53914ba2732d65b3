import { isHarmless } from "../destination/harmless.ts";
import { defaultFrequency } from "../limits.ts";
import { readEscapes } from "../output/escapes.ts";
import { fieldsIn, fieldsWith, recordOf } from "./attributes.ts";
import { canonicalJson } from "./canonical-json.ts";
import { isKept, sentRows } from "./destination-of.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { fieldLabels, type LabeledField, settingFields } from "./labels.ts";
import { partsOf, rebaseOther } from "./other-settings.ts";
import { limitToWire, readSampleRate } from "./units.ts";

/** One changed setting in words. Of the destination's values it contains only harmless ones. */
export type Change = { label: string; before: string; after: string };

const destinationKeys = ["destinationMode", "isEndpointKept", "endpoint", "query", "destinationString"] as const;
/** "5 MB" and "5000000" are typed differently and mean the same. */
const meanings: Partial<Record<keyof JobFormValues, (text: string) => unknown>> = {
  ...recordOf(fieldsWith({ type: "rate" }), () => readSampleRate),
  ...recordOf(fieldsWith({ type: "limit" }), () => limitToWire),
  ...recordOf(fieldsWith({ type: "escaped" }), () => writtenText),
  frequency: (text) => text || defaultFrequency,
  otherSettings: (text) => canonicalJson(partsOf(text)),
};

/** `\\u000a` is another way to type `\\n`. */
function writtenText(typed: string): string {
  const read = readEscapes(typed);
  return read.ok ? read.value : typed;
}

/** What a save would change, for the review before it. */
export function listChanges(before: JobFormValues, after: JobFormValues): Change[] {
  const changes = changedSettings(before, after).map((field) => ({
    label: fieldLabels[field],
    before: settingWords(field, before[field]),
    after: settingWords(field, after[field]),
  }));
  return [...changes, ...listDestinationChanges(before, after)];
}

/** The settings, apart from the destination, that mean something else afterwards. */
export function changedSettings(before: JobFormValues, after: JobFormValues): LabeledField[] {
  return settingFields.filter((field) => !hasSameMeaning(field, before, after));
}

function hasSameMeaning(field: LabeledField, before: JobFormValues, after: JobFormValues): boolean {
  const meaning = meanings[field];
  const [old, now] = [before[field], after[field]];
  return meaning && typeof old === "string" && typeof now === "string"
    ? meaning(old) === meaning(now)
    : isSame(old, now);
}

/** A setting for people. Null is left to the service; an empty text that was set shows as `""`. */
export function settingWords(field: LabeledField, value: JobFormValues[LabeledField]): string {
  if (value === null) return "default";
  if (Array.isArray(value)) return value.join(", ") || "not set";
  if (field === "convertsLegacy") return value ? "converted to output_options" : "unchanged";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (value === "") return isText(field) ? '""' : "not set";
  return value;
}

const textFields = fieldsIn("nullable");

function isText(field: LabeledField): boolean {
  return textFields.some((text) => text === field);
}

/**
 * My changes on top of the job as it is now. A setting that I did not change follows the other person's change. The
 * destination counts as one setting; in the other settings, each key is one.
 */
export function rebaseValues(opened: JobFormValues, mine: JobFormValues, current: JobFormValues): JobFormValues {
  const changed = settingFields.filter((key) => !isSame(opened[key], mine[key]));
  const keys = hasOwnDestination(opened, mine) ? [...changed, ...destinationKeys] : changed;
  const otherSettings = rebaseOther(opened.otherSettings, mine.otherSettings, current.otherSettings);
  return { ...current, ...Object.fromEntries(keys.map((key) => [key, mine[key]])), otherSettings };
}

/** Whether the form changed anything in the destination. A row that is not sent changes nothing. */
export function hasOwnDestination(opened: JobFormValues, mine: JobFormValues): boolean {
  const rowsOf = ({ query }: JobFormValues) => sentRows(query).map(({ row }) => row);
  return (
    destinationKeys.some((key) => key !== "query" && !isSame(opened[key], mine[key])) ||
    !isSame(rowsOf(opened), rowsOf(mine))
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function listDestinationChanges(before: JobFormValues, after: JobFormValues): Change[] {
  if (after.destinationMode === "keep") return [];
  const changes: Change[] = [];
  if (before.endpoint !== after.endpoint) {
    changes.push({ label: "Endpoint URL", before: before.endpoint || "not set", after: after.endpoint });
  }
  const sent = sentRows(after.query).map(({ row }) => row);
  const kept = sent.filter((row) => row.saved !== undefined).map((row) => row.saved);
  for (const row of before.query) {
    if (!kept.includes(row.saved))
      changes.push({ label: rowLabel(row), before: row.shown ?? "saved", after: "removed" });
  }
  for (const row of sent) {
    if (isKept(row)) {
      if (row.plusAs) changes.push({ label: rowLabel(row), before: "saved, with +", after: plusWords[row.plusAs] });
      continue;
    }
    changes.push({
      label: rowLabel(row),
      before: row.saved === undefined ? "not there" : (row.shown ?? "saved"),
      after: isHarmless(row) ? row.value : row.saved === undefined ? "added" : "changed",
    });
  }
  return [...changes, ...listOrderChange(before.query, kept)];
}

/** The saved rows that stay, if their order changed. */
function listOrderChange(before: QueryRow[], kept: QueryRow["saved"][]): Change[] {
  const rows = before.filter((row) => kept.includes(row.saved));
  const moved = kept.flatMap((saved) => rows.filter((row) => row.saved === saved));
  if (isSame(rows, moved)) return [];
  const inWords = (list: QueryRow[]) => list.map(({ name }) => name || "(no name)").join(", ");
  return [{ label: "Order of headers and parameters", before: inWords(rows), after: inWords(moved) }];
}

const plusWords = { space: "the + written as %20 (a space)", plus: "the + written as %2B (a plus)" } as const;

/** What a header or parameter is called in a list of changes. */
export function rowLabel({ kind, name }: Pick<QueryRow, "kind" | "name">): string {
  return `${kind === "header" ? "Header" : "Parameter"} ${name || "(no name)"}`;
}
