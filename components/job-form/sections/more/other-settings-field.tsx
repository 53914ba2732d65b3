"use client";

import { useFormContext } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../../form-context.tsx";
import { fieldId, useFieldError } from "../../use-field.ts";

const path = "otherSettings";

/** Attributes that have no field here, as JSON: those that Cloudflare has added since, and those that a saved job has. */
export function OtherSettingsField() {
  const { saved } = useFormSetting();
  const { register } = useFormContext<JobFormValues>();
  const error = useFieldError(path);
  const id = fieldId(path);
  const help = saved
    ? "output_options are merged with the settings above. Removing a setting sends null, which clears it. A mask (••••••••) keeps the saved value."
    : 'Settings without a field of their own, for example { "new_setting": true }. output_options are added to the settings above.';
  return (
    <Field id={id} label="Other settings (JSON)" help={help} error={error}>
      <textarea
        {...fieldProps(id, { error, help })}
        {...register(path)}
        rows={5}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        translate="no"
        className={controlStyle({ font: "mono", className: "h-auto min-h-24 resize-y py-2" })}
      />
    </Field>
  );
}
