import { type FieldPath, get, useFormContext, useFormState } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

export type FormPath = FieldPath<JobFormValues>;

/** The element id of the control for a form path; error links and labels use it. */
export function fieldId(path: string): string {
  return `field-${path.replaceAll(".", "-")}`;
}

/** The error of one path, without rendering again for the errors of others. */
export function useFieldError(path: FormPath): string | undefined {
  const { control } = useFormContext<JobFormValues>();
  const { errors } = useFormState({ control, name: path });
  const error: { message?: string } | undefined = get(errors, path);
  return error?.message;
}

/** Sets a value as if it had been typed: validated, and counted as a change. */
export const asTyped = { shouldDirty: true, shouldValidate: true, shouldTouch: true } as const;
