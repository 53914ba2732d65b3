import { mask } from "../destination/looks-random.ts";
import { isSecretPair } from "../destination/secret.ts";
import { segmentDestination } from "../destination/segments.ts";
import { isKept } from "../job/destination-of.ts";
import { type Change, listChanges } from "../job/diff.ts";
import type { JobFormValues, QueryRow } from "../job/form-schema.ts";

/**
 * Describes what a preset changes in the form, without secrets. `isOpen` says which of the new rows contain none;
 * nothing is known about the others.
 */
export function listPresetChanges(
  before: JobFormValues,
  after: JobFormValues,
  isOpen: (row: QueryRow) => boolean,
): Change[] {
  // The review of a save covers only stored pairs, so the destination is described here.
  const settings = listChanges({ ...before, destinationMode: "keep" }, { ...after, destinationMode: "keep" });
  return [...endpointChange(before, after), ...pairChanges(before.query, after.query, isOpen), ...settings];
}

function endpointChange(before: JobFormValues, after: JobFormValues): Change[] {
  if (before.endpoint === after.endpoint) return [];
  return [{ label: "Endpoint URL", before: endpointInWords(before), after: endpointInWords(after) }];
}

function endpointInWords({ endpoint, isEndpointKept }: JobFormValues): string {
  const text = segmentDestination({ endpoint, isEndpointKept, query: [] })
    .map((segment) => (segment.isSecret ? mask : segment.text))
    .join("");
  return text || "not set";
}

function pairChanges(before: QueryRow[], after: QueryRow[], isOpen: (row: QueryRow) => boolean): Change[] {
  const remaining = before.filter(({ name }) => name !== "");
  const changes: Change[] = [];
  for (const row of after) {
    const place = remaining.findIndex((other) => keyOf(other) === keyOf(row));
    const [old] = place < 0 ? [] : remaining.splice(place, 1);
    if (old && !old.isOff && !isKept(old) && old.value === row.value) continue;
    const secret = old ? "another secret value" : "a secret value";
    changes.push({ label: labelOf(row), before: oldInWords(old), after: isOpen(row) ? row.value : secret });
  }
  return [...changes, ...remaining.map((row) => ({ label: labelOf(row), before: oldInWords(row), after: "removed" }))];
}

function oldInWords(row: QueryRow | undefined): string {
  if (!row) return "not there";
  if (row.isOff) return "disabled";
  if (isKept(row)) return "the saved value";
  return isSecretPair(row) ? "a secret value" : row.value || "empty";
}

function keyOf({ kind, name }: QueryRow): string {
  return `${kind} ${kind === "header" ? name.toLowerCase() : name}`;
}

function labelOf({ kind, name }: QueryRow): string {
  return `${kind === "header" ? "Header" : "Parameter"} ${name}`;
}
