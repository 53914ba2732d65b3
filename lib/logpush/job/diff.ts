import { isKept } from "./destination-of.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { fieldLabels, type LabelledField, settingFields } from "./labels.ts";
import { escapedTexts } from "./output-options.ts";
import { limitToWire, readSampleRate } from "./units.ts";

/** One changed setting in words; a value of the destination is never among them. */
export type Change = { label: string; before: string; after: string };

const destinationKeys = ["destinationMode", "isEndpointKept", "endpoint", "query", "destinationString"] as const;
/** "5 MB" and "5000000" are typed differently and mean the same. */
const meanings: Partial<Record<keyof JobFormValues, (text: string) => unknown>> = {
  sampleRate: readSampleRate,
  maxUploadBytes: limitToWire,
  maxUploadRecords: limitToWire,
  maxUploadInterval: limitToWire,
};

/** What a save would change, for the review before it. */
export function listChanges(before: JobFormValues, after: JobFormValues): Change[] {
  const changed = settingFields.filter((field) => !hasSameMeaning(field, before, after));
  const changes = changed.map((field) => ({
    label: fieldLabels[field],
    before: inWords(field, before[field]),
    after: inWords(field, after[field]),
  }));
  return [...changes, ...listDestinationChanges(before, after)];
}

function hasSameMeaning(field: LabelledField, before: JobFormValues, after: JobFormValues): boolean {
  const meaning = meanings[field];
  const [old, now] = [before[field], after[field]];
  return meaning && typeof old === "string" && typeof now === "string"
    ? meaning(old) === meaning(now)
    : isSame(old, now);
}

/** A null is left to the service; an empty text that was set shows as `""`. */
function inWords(field: LabelledField, value: JobFormValues[LabelledField]): string {
  if (value === null) return "default";
  if (Array.isArray(value)) return value.join(", ") || "not set";
  if (field === "convertsLegacy") return value ? "converted to output_options" : "as it is";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (value === "") return isText(field) ? '""' : "not set";
  return value;
}

function isText(field: LabelledField): boolean {
  return field === "recordTemplate" || field in escapedTexts;
}

/**
 * My changes on top of what the job is now: a setting that I left as I found it follows the other change.
 * The destination counts as one setting.
 */
export function rebaseValues(opened: JobFormValues, mine: JobFormValues, current: JobFormValues): JobFormValues {
  const changed = settingFields.filter((key) => !isSame(opened[key], mine[key]));
  const keys = hasOwnDestination(opened, mine) ? [...changed, ...destinationKeys] : changed;
  return { ...current, ...Object.fromEntries(keys.map((key) => [key, mine[key]])) };
}

/** Whether the form changed anything of the destination. */
export function hasOwnDestination(opened: JobFormValues, mine: JobFormValues): boolean {
  return destinationKeys.some((key) => !isSame(opened[key], mine[key]));
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
  const kept = new Set(after.query.filter((row) => row.saved !== undefined).map((row) => row.saved));
  for (const row of before.query) {
    if (!kept.has(row.saved)) changes.push({ label: rowLabel(row), before: "saved", after: "removed" });
  }
  for (const row of after.query) {
    if (isKept(row)) continue;
    changes.push({
      label: rowLabel(row),
      before: row.saved === undefined ? "not there" : "saved",
      after: row.saved === undefined ? "added" : "changed",
    });
  }
  return changes;
}

function rowLabel({ kind, name }: QueryRow): string {
  return `${kind === "header" ? "Header" : "Parameter"} ${name || "(no name)"}`;
}
