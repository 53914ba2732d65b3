"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type FieldWith, jobAttributes } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { type LimitSetting, readLimit } from "#lib/logpush/job/units.ts";
import { type UploadLimit, uploadLimits } from "#lib/logpush/limits.ts";
import { asTyped, fieldId, useFieldError } from "../../use-field.ts";

export type LimitFieldProps = {
  path: FieldWith<{ type: "limit" }>;
  show: (value: number) => string;
  range: string;
};

const pressed = "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-fg";

/** One limit: typed, left to the service, or off. The text tells the three apart, the buttons write it. */
export function LimitField({ path, show, range }: LimitFieldProps) {
  const limit = jobAttributes[path].key;
  const { register, setValue } = useFormContext<JobFormValues>();
  const setting = readLimit(useWatch<JobFormValues, LimitFieldProps["path"]>({ name: path }));
  const error = useFieldError(path);
  const id = fieldId(path);
  const help = readingOf(setting, { limit, show, range });
  return (
    <Field id={id} label={fieldLabels[path]} help={help} error={error}>
      <Input {...fieldProps(id, { error, help })} {...register(path)} placeholder={String(uploadLimits[limit].min)} />
      {/* Named apart from the input, so that its label names one control. */}
      <fieldset aria-label={`${uploadLimits[limit].unit} limit`} className="mt-1.5 flex gap-1.5">
        {(["default", "off"] as const).map((state) => (
          <Button
            key={state}
            size="small"
            className={pressed}
            aria-pressed={setting?.state === state}
            onClick={() => setValue(path, state === "off" ? "off" : "", asTyped)}
          >
            {state === "off" ? "Off" : "Default"}
          </Button>
        ))}
      </fieldset>
    </Field>
  );
}

type Reading = Omit<LimitFieldProps, "path"> & { limit: UploadLimit };

function readingOf(setting: LimitSetting | undefined, { limit, show, range }: Reading): string {
  if (setting?.state === "off") return "Off: this limit never closes a batch";
  if (setting?.state === "default") return `Service default · ${range}`;
  const { min, max } = uploadLimits[limit];
  return setting && setting.value >= min && setting.value <= max ? `= ${show(setting.value)}` : range;
}
