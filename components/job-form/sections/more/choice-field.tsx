"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { FieldWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { fieldId, useFieldError } from "../../use-field.ts";

type ChoiceFieldProps = {
  path: FieldWith<{ section: "more"; type: "choice" | "switch" }>;
  help: string;
  options: { value: string; label: string; isDisabled?: boolean }[];
  isDisabled?: boolean;
};

/** One of a few values. A stored one that is not known here is shown and kept. */
export function ChoiceField({ path, help, options, isDisabled = false }: ChoiceFieldProps) {
  const { register } = useFormContext<JobFormValues>();
  const value = useWatch<JobFormValues, ChoiceFieldProps["path"]>({ name: path });
  const error = useFieldError(path);
  const id = fieldId(path);
  const isKnown = options.some((option) => option.value === value);
  return (
    <Field id={id} label={fieldLabels[path]} help={help} error={error}>
      {isDisabled ? (
        // Shown only: a disabled control that is registered would lose its value.
        <Select {...fieldProps(id, { error, help })} value={value} disabled onChange={() => {}}>
          {isKnown ? null : <option value={value}>{value}</option>}
          <Options options={options} />
        </Select>
      ) : (
        <Select {...fieldProps(id, { error, help })} {...register(path)}>
          {isKnown ? null : <option value={value}>{value}</option>}
          <Options options={options} />
        </Select>
      )}
    </Field>
  );
}

function Options({ options }: Pick<ChoiceFieldProps, "options">) {
  return options.map(({ value, label, isDisabled }) => (
    <option key={value} value={value} disabled={isDisabled}>
      {label}
    </option>
  ));
}
