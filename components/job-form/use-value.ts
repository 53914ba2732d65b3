import { type FieldPath, type FieldPathValue, useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asTyped } from "./use-field.ts";

/** A value of the form and its setter, for controls whose value is not the text of an input. */
export function useValue<Path extends FieldPath<JobFormValues>>(path: Path) {
  const { setValue } = useFormContext<JobFormValues>();
  const value = useWatch<JobFormValues, Path>({ name: path });
  return [value, (next: FieldPathValue<JobFormValues, Path>) => setValue(path, next, asTyped)] as const;
}
