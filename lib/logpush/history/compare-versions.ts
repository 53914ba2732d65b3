import { type RedactedDestination, type RedactedPair, redactedEndpoint } from "../destination/redact.ts";
import { type Change, listChanges, rowLabel } from "../job/diff.ts";
import type { JobFormValues } from "../job/form-schema.ts";

/** A version as it may leave the server. */
export type ShownVersion = {
  values: JobFormValues;
  destination: RedactedDestination;
  /** Whether the fingerprints are those of the values. They are not where the secrets cannot be read. */
  hasFingerprints: boolean;
  /** Equal digests mean equal destinations, whether or not the secrets can be read. */
  destinationDigest: string;
};

/** What changed from one version to the next, in words and without a secret: values have fingerprints. */
export function compareVersions(before: ShownVersion, after: ShownVersion): Change[] {
  // What the form would say of an edited destination does not fit two stored ones.
  const settings = listChanges(before.values, { ...after.values, destinationMode: "keep" });
  return [...settings, ...destinationChanges(before, after)];
}

function destinationChanges(before: ShownVersion, after: ShownVersion): Change[] {
  if (before.destinationDigest === after.destinationDigest) return [];
  const [old, now] = [before.destination, after.destination];
  const changes: Change[] = [];
  if (redactedEndpoint(old) !== redactedEndpoint(now)) {
    changes.push({ label: "Endpoint URL", before: redactedEndpoint(old), after: redactedEndpoint(now) });
  }
  const areComparable = before.hasFingerprints && after.hasFingerprints;
  const left = [...old.pairs];
  for (const pair of now.pairs) {
    const at = left.findIndex((other) => isSameRow(other, pair));
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (!other) changes.push({ label: rowLabel(pair), before: "not set", after: shownValue(pair, areComparable) });
    else if (areComparable && other.fingerprint !== pair.fingerprint) {
      changes.push({ label: rowLabel(pair), before: shownValue(other, true), after: shownValue(pair, true) });
    }
  }
  for (const pair of left) {
    changes.push({ label: rowLabel(pair), before: shownValue(pair, areComparable), after: "removed" });
  }
  if (changes.length > 0) return changes;
  // A masked part of the path, the order of rows, or a value that cannot be read.
  const isOtherOrder = areComparable && namesOf(old) !== namesOf(now);
  return isOtherOrder
    ? [{ label: "Order of headers and parameters", before: namesOf(old), after: namesOf(now) }]
    : [{ label: "Destination", before: shortOf(before), after: shortOf(after) }];
}

/** Header names are unique without regard to case. */
function isSameRow(one: RedactedPair, other: RedactedPair): boolean {
  if (one.kind !== other.kind) return false;
  return one.kind === "header" ? one.name.toLowerCase() === other.name.toLowerCase() : one.name === other.name;
}

/** The value where it is harmless, otherwise its fingerprint. */
function shownValue({ value, fingerprint }: RedactedPair, hasFingerprints: boolean): string {
  if (value !== undefined) return value;
  return hasFingerprints ? `value ${fingerprint}` : "a value that cannot be read";
}

function namesOf({ pairs }: RedactedDestination): string {
  return pairs.map(({ name }) => name || "(no name)").join(", ");
}

function shortOf({ hasFingerprints, destination, destinationDigest }: ShownVersion): string {
  return `value ${hasFingerprints ? destination.fingerprint : destinationDigest.slice(0, 8)}`;
}
