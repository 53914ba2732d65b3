import * as z from "zod/mini";
import { appError, err } from "../errors/app-error.ts";
import { type AppError, ok, type Result } from "../result.ts";

/** A named choice of fields for one dataset, in record order. It contains only names, so it can be shared. */
export type FieldSet = z.infer<typeof fieldSetSchema>;

export const maxSetNameLength = 100;
const maxSets = 200;

const fieldSetSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(maxSetNameLength)),
  dataset: z.string().check(z.regex(/^[a-z0-9_]{1,100}$/)),
  fieldNames: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(2000)),
});
const fieldSetsSchema = z.array(fieldSetSchema).check(z.maxLength(maxSets));

/** Parses sets from JSON: a list, or a single set. Names that a set repeats count once. E_FIELD_SETS. */
export function readFieldSets(text: string): Result<FieldSet[]> {
  const value = parseJson(text);
  const sets = fieldSetsSchema.safeParse(Array.isArray(value) ? value : [value]);
  if (!sets.success) return err("E_FIELD_SETS");
  return ok(sets.data.map((set) => ({ ...set, fieldNames: [...new Set(set.fieldNames)] })));
}

/** The text that `readFieldSets` reads. */
export function writeFieldSets(sets: FieldSet[]): string {
  return JSON.stringify(sets, null, 2);
}

/** Adds sets, sorted by name. A new set replaces one of the same name and dataset. */
export function mergeFieldSets(sets: FieldSet[], added: FieldSet[]): FieldSet[] {
  const byKey = new Map([...sets, ...added].map((set) => [`${set.dataset} ${set.name}`, set]));
  return [...byKey.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Why a set cannot be stored under this name or beside these, or undefined. E_FIELD_SET_NAME, E_FIELD_SETS_FULL. */
export function checkFieldSet(name: string, sets: FieldSet[]): AppError | undefined {
  const { length } = name.trim();
  if (length === 0 || length > maxSetNameLength) {
    return appError("E_FIELD_SET_NAME", { params: { limit: maxSetNameLength } });
  }
  return sets.length > maxSets ? appError("E_FIELD_SETS_FULL", { params: { limit: maxSets } }) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
