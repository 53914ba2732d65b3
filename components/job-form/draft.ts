import * as z from "zod/mini";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { isHarmless } from "#lib/logpush/destination/harmless.ts";
import { mask, redactedName } from "#lib/logpush/destination/redact.ts";
import { hasSecretPart } from "#lib/logpush/destination/secret-parts.ts";
import { isAuthRow } from "#lib/logpush/job/auth-rows.ts";
import { pairOf } from "#lib/logpush/job/destination-of.ts";
import {
  attributeShape,
  type JobFormValues,
  jobFormShape,
  type QueryRow,
  queryRowSchema,
} from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { clearChecks } from "./sections/check/stored-checks.ts";

const storageKey = "headgate.new-job";

/**
 * What a draft can hold: of the destination's values only those that are harmless by name and text. There is no place
 * for the other settings, which may hold anything.
 */
const draftSchema = z.object({
  ...attributeShape,
  ...z.pick(jobFormShape, { scope: true, endpoint: true, unresolved: true }).shape,
  rows: z.array(
    z.object({
      ...z.pick(queryRowSchema, { kind: true, name: true, isOff: true }).shape,
      value: z.optional(z.string()),
    }),
  ),
  /** RFC 3339. */
  at: z.string(),
  /** It was made to be gone on with, so no one is asked. */
  isAsked: z.optional(z.boolean()),
  /** Labels of fields that were filled in and are not stored. */
  left: z.optional(z.array(z.string())),
});

export type Draft = z.infer<typeof draftSchema>;

type DraftOptions = { at?: string; isAsked?: boolean };

/** The part of the form that may be stored: no value and no endpoint whose text may be a secret. */
export function draftOf(values: JobFormValues, { at = new Date().toISOString(), isAsked }: DraftOptions = {}): Draft {
  const { query, endpoint, ...rest } = values;
  const isPlain =
    !endpoint.includes(mask) && /^https:\/\/[^?#@]*$/.test(endpoint) && !hasSecretPart(splitEndpoint(endpoint));
  // A bare segment may be the secret itself; its name is then the mask. A saved one without a name is an empty segment.
  const rows = query.flatMap((row) => {
    const name = redactedName(pairOf(row));
    if (isAuthRow(row) || name === mask || (name === "" && (row.raw === "" || row.saved !== undefined))) return [];
    return [{ kind: row.kind, name, isOff: row.isOff, ...(isHarmless(pairOf(row)) ? { value: row.value } : {}) }];
  });
  // The schema passes on what it names and nothing else.
  const left = [
    ...(query.some(isAuthRow) ? ["Authentication"] : []),
    ...(isPlain || endpoint === "" ? [] : [fieldLabels.endpoint]),
    ...(rest.otherSettings === "" ? [] : [fieldLabels.otherSettings]),
  ];
  // What refers to values that are not stored would refer to nothing, and its text may hold them.
  const unresolved = rest.unresolved?.filter(({ field }) => field !== "query" && field !== "otherSettings");
  return draftSchema.parse({ ...rest, unresolved, endpoint: isPlain ? endpoint : "", rows, left, at, isAsked });
}

/** The form's values of a draft; values that were not stored are empty and must be typed again. */
export function valuesOfDraft({ rows, left: _left, at: _at, isAsked: _isAsked, ...rest }: Draft): JobFormValues {
  const query = rows.map(({ value = "", ...row }): QueryRow => ({ ...row, value }));
  return {
    ...rest,
    query,
    destinationString: "",
    convertsLegacy: false,
    otherSettings: "",
    destinationMode: "edit",
    isEndpointKept: false,
  };
}

/** Keeps the draft in this browser tab, over reloads. */
export function storeDraft(values: JobFormValues, options?: DraftOptions): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draftOf(values, options)));
  } catch {
    // A full or forbidden storage costs the draft, not the form.
  }
}

/** What has to be typed again after a draft is resumed. */
export function listLost({ rows, left = [] }: Draft): string[] {
  const values = rows.filter(({ name, value }) => name !== "" && value === undefined).length;
  return [...(values === 0 ? [] : [values === 1 ? "1 value" : `${values} values`]), ...left];
}

export function readDraft(): Draft | undefined {
  try {
    const draft = draftSchema.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? ""));
    return draft.success ? draft.data : undefined;
  } catch {
    return undefined;
  }
}

export function clearDraft(): void {
  clearChecks();
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // As above.
  }
}
