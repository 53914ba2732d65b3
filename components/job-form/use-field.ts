import { type FieldPath, get, type RegisterOptions, useFormContext, useFormState } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "./form-context.tsx";

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

/**
 * The form's `register`, with the value that the server renders; otherwise an input is empty until the page's code runs.
 */
export function useRegister() {
  const { register } = useFormContext<JobFormValues>();
  const { initial } = useFormSetting();
  return <Path extends FormPath>(path: Path, options?: RegisterOptions<JobFormValues, Path>) => {
    const value: unknown = get(initial, path);
    return { ...register(path, options), defaultValue: typeof value === "string" ? value : undefined };
  };
}

/** Sets a value as if it had been typed: validated, and counted as a change. */
export const asTyped = { shouldDirty: true, shouldValidate: true, shouldTouch: true } as const;
