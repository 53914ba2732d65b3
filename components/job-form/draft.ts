import * as z from "zod/mini";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { mask, redactedName } from "#lib/logpush/destination/redact.ts";
import { hasSecretPart } from "#lib/logpush/destination/secret-parts.ts";
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
 * What a draft can hold. There is no place for a value of the destination in it, so none can be stored; nor for the
 * other settings, which may hold anything.
 */
const draftSchema = z.object({
  ...attributeShape,
  ...z.pick(jobFormShape, { scope: true, endpoint: true, unresolved: true }).shape,
  rows: z.array(z.pick(queryRowSchema, { kind: true, name: true, isOff: true })),
  /** Labels of fields that were filled in and are not stored. */
  left: z.optional(z.array(z.string())),
});

type Draft = z.infer<typeof draftSchema>;

/** The part of the form that may be stored: no values, and no endpoint whose text may hold a secret. */
export function draftOf(values: JobFormValues): Draft {
  const { query, endpoint, ...rest } = values;
  const isPlain =
    !endpoint.includes(mask) && /^https:\/\/[^?#@]*$/.test(endpoint) && !hasSecretPart(splitEndpoint(endpoint));
  // A bare segment may be the secret itself; its name is then the mask. A saved one without a name is an empty segment.
  const rows = query.flatMap((row) => {
    const name = redactedName(pairOf(row));
    return name === mask || (name === "" && (row.raw === "" || row.saved !== undefined))
      ? []
      : [{ kind: row.kind, name, isOff: row.isOff }];
  });
  // The schema passes on what it names and nothing else.
  const left = [
    ...(isPlain || endpoint === "" ? [] : [fieldLabels.endpoint]),
    ...(rest.otherSettings === "" ? [] : [fieldLabels.otherSettings]),
  ];
  // What refers to values that are not stored would refer to nothing, and its text may hold them.
  const unresolved = rest.unresolved?.filter(({ field }) => field !== "query" && field !== "otherSettings");
  return draftSchema.parse({ ...rest, unresolved, endpoint: isPlain ? endpoint : "", rows, left });
}

/** The form's values of a draft; the rows' values are empty and must be typed again. */
export function valuesOfDraft({ rows, left: _left, ...rest }: Draft): JobFormValues {
  const query = rows.map((row): QueryRow => ({ ...row, value: "" }));
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
export function storeDraft(values: JobFormValues): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draftOf(values)));
  } catch {
    // A full or forbidden storage costs the draft, not the form.
  }
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
