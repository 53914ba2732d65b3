import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { isHarmless } from "#lib/logpush/destination/harmless.ts";
import { mask, redactedName } from "#lib/logpush/destination/redact.ts";
import { hasSecretPart } from "#lib/logpush/destination/secret-parts.ts";
import { type AttributeField, fieldsIn, recordOf } from "#lib/logpush/job/attributes.ts";
import { isAuthRow } from "#lib/logpush/job/auth-rows.ts";
import { pairOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { checksKey } from "./sections/check/check-state.ts";

export const draftKey = "headgate.new-job";

/**
 * What a draft can hold: of the destination's values only those that are harmless by name and text. There is no place
 * for the other settings, which may hold anything.
 */
export type Draft = Pick<JobFormValues, AttributeField | "scope" | "endpoint" | "unresolved"> & {
  rows: (Pick<QueryRow, "kind" | "name" | "isOff"> & { value?: string | undefined })[];
  /** RFC 3339. */
  at: string;
  /** It was made to be gone on with, so no one is asked. */
  isAsked?: boolean | undefined;
  /** Labels of fields that were filled in and are not stored. */
  left?: string[] | undefined;
};

type DraftOptions = { at?: string; isAsked?: boolean };

/**
 * The part of the form that may be stored: no value and no endpoint whose text may be a secret. Nothing is
 * stored that is not named here. Without zod, because this code must be there before anything can be typed.
 */
export function draftOf(values: JobFormValues, { at = new Date().toISOString(), isAsked }: DraftOptions = {}): Draft {
  const { query, endpoint, scope, otherSettings } = values;
  const isPlain =
    !endpoint.includes(mask) && /^https:\/\/[^?#@]*$/.test(endpoint) && !hasSecretPart(splitEndpoint(endpoint));
  // A bare segment may be the secret itself; its name is then the mask. A saved one without a name is an empty segment.
  const rows = query.flatMap((row) => {
    const name = redactedName(pairOf(row));
    if (isAuthRow(row) || name === mask || (name === "" && (row.raw === "" || row.saved !== undefined))) return [];
    return [{ kind: row.kind, name, isOff: row.isOff, ...(isHarmless(pairOf(row)) ? { value: row.value } : {}) }];
  });
  const left = [
    ...(query.some(isAuthRow) ? ["Authentication"] : []),
    ...(isPlain || endpoint === "" ? [] : [fieldLabels.endpoint]),
    ...(otherSettings === "" ? [] : [fieldLabels.otherSettings]),
  ];
  // What refers to values that are not stored would refer to nothing, and its text may hold them.
  const unresolved = values.unresolved
    ?.filter(({ field }) => field !== "query" && field !== "otherSettings")
    .map(({ field, source, kind, expects, key }) => ({ field, source, kind, expects, key }));
  const settings = {
    ...recordOf(fieldsIn("text"), (field) => values[field]),
    ...recordOf(fieldsIn("flag"), (field) => values[field]),
    ...recordOf(fieldsIn("switch"), (field) => values[field]),
    ...recordOf(fieldsIn("nullable"), (field) => values[field]),
    ...recordOf(fieldsIn("list"), (field) => values[field]),
  };
  return { ...settings, scope, unresolved, endpoint: isPlain ? endpoint : "", rows, left, at, isAsked };
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
    sessionStorage.setItem(draftKey, JSON.stringify(draftOf(values, options)));
  } catch {
    // A full or forbidden storage costs the draft, not the form.
  }
}

/** What has to be typed again after a draft is resumed. */
export function listLost({ rows, left = [] }: Draft): string[] {
  const values = rows.filter(({ name, value }) => name !== "" && value === undefined).length;
  return [...(values === 0 ? [] : [values === 1 ? "1 value" : `${values} values`]), ...left];
}

/** Whether this browser tab holds a draft, which may be one that cannot be read. */
export function hasDraft(): boolean {
  try {
    return sessionStorage.getItem(draftKey) !== null;
  } catch {
    return false;
  }
}

/** Removes the draft, and the findings about it. */
export function clearDraft(): void {
  try {
    for (const key of [draftKey, checksKey]) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
