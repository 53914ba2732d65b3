import { isKept } from "./destination-of.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";
import { limitToWire, readSampleRate } from "./units.ts";

/** One changed setting in words; a value of the destination is never among them. */
export type Change = { label: string; before: string; after: string };

const destinationKeys = ["destinationMode", "isEndpointKept", "endpoint", "query", "destinationString"] as const;
const settingKeys = [
  "name",
  "fieldNames",
  "timestampFormat",
  "sampleRate",
  "maxUploadBytes",
  "maxUploadRecords",
  "maxUploadInterval",
  "enabled",
] as const satisfies (keyof JobFormValues)[];

const asTyped = (text: string) => text;

/** "5 MB" and "5000000" are typed differently and mean the same. */
const plainFields = [
  ["name", "Job name", asTyped],
  ["timestampFormat", "Timestamp format", asTyped],
  ["sampleRate", "Sample rate", readSampleRate],
  ["maxUploadBytes", "Max upload bytes", limitToWire],
  ["maxUploadRecords", "Max upload records", limitToWire],
  ["maxUploadInterval", "Max upload interval", limitToWire],
] as const;

/** What a save would change, for the review before it. */
export function listChanges(before: JobFormValues, after: JobFormValues): Change[] {
  const changes: Change[] = [];
  const add = (label: string, old: string, now: string) => {
    if (old !== now) changes.push({ label, before: old || "not set", after: now || "not set" });
  };
  for (const [field, label, meaning] of plainFields) {
    if (meaning(before[field]) !== meaning(after[field])) add(label, before[field], after[field]);
  }
  add("Enabled", before.enabled ? "on" : "off", after.enabled ? "on" : "off");
  add("Fields", before.fieldNames.join(", "), after.fieldNames.join(", "));
  return [...changes, ...listDestinationChanges(before, after)];
}

/**
 * My changes on top of what the job is now: a setting that I left as I found it follows the other change.
 * The destination counts as one setting.
 */
export function rebaseValues(opened: JobFormValues, mine: JobFormValues, current: JobFormValues): JobFormValues {
  const changed = settingKeys.filter((key) => !isSame(opened[key], mine[key]));
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
