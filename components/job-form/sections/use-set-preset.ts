import { useFormContext } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { presetFields } from "#lib/logpush/presets/preset-fields.ts";

/** Sets the fields that belong to templates, as if they had been typed, and judges them once at the end. */
export function useSetPreset(): (values: JobFormValues) => void {
  const { setValue, trigger } = useFormContext<JobFormValues>();
  return (values) => {
    for (const field of presetFields) setValue(field, values[field], { shouldDirty: true, shouldTouch: true });
    trigger([...presetFields]);
  };
}
