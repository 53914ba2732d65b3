import { useFormContext } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** Sets the fields that belong to templates, as if they had been typed, and judges them once at the end. */
export function useSetPreset(): (values: JobFormValues) => Promise<void> {
  const { setValue, trigger } = useFormContext<JobFormValues>();
  return async (values) => {
    const { presetFields } = await import("#lib/logpush/presets/preset-fields.ts");
    for (const field of presetFields) setValue(field, values[field], { shouldDirty: true, shouldTouch: true });
    trigger([...presetFields]);
  };
}
