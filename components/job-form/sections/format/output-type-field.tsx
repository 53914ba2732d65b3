"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldId, useFieldError } from "../../use-field.ts";

const types: Record<string, { label: string; help: string }> = {
  ndjson: { label: "ndjson: names and values as JSON", help: "Strings, lists and missing values are written as JSON." },
  csv: {
    label: "csv: values only",
    help: "Strings are quoted, numbers are not, and missing values are empty. A header row is a batch prefix.",
  },
};

/** Sets how values are quoted, and the defaults of the texts below. A stored type that is not known stays as it is. */
export function OutputTypeField() {
  const { register } = useFormContext<JobFormValues>();
  const type = useWatch<JobFormValues, "outputType">({ name: "outputType" });
  const error = useFieldError("outputType");
  const id = fieldId("outputType");
  const isKnown = Object.hasOwn(types, type);
  const help = isKnown ? types[type]?.help : "Unknown type. Saving keeps it.";
  return (
    <Field id={id} label="Output type" help={help} error={error}>
      <Select {...fieldProps(id, { error, help })} {...register("outputType")}>
        {isKnown ? null : <option value={type}>{type}</option>}
        {Object.entries(types).map(([value, { label }]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
