"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { fieldId, useFieldError } from "../../use-field.ts";
import { TimestampAdvice, TimestampComparison } from "./timestamp-advice.tsx";

export function TimestampField() {
  const { register } = useFormContext<JobFormValues>();
  const format = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const error = useFieldError("timestampFormat");
  const id = fieldId("timestampFormat");
  const help = (
    <div className="min-h-13">
      <TimestampAdvice />
    </div>
  );
  const isKnown = timestampFormats.some((known) => known === format);
  return (
    <div>
      <Field id={id} label="Timestamp format" help={help} error={error}>
        <Select {...fieldProps(id, { error, help })} {...register("timestampFormat")}>
          {isKnown ? null : <option value={format}>{format}</option>}
          {timestampFormats.map((known) => (
            <option key={known} value={known}>
              {known}
            </option>
          ))}
        </Select>
      </Field>
      <div className="mt-1">
        <TimestampComparison />
      </div>
    </div>
  );
}
