"use client";

import { type Ref, useId } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type QuantityFieldProps = {
  id?: string;
  label: string;
  help?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  ref?: Ref<HTMLInputElement>;
};

/** A number of the estimate: no part of the job, so Enter in it does not send the form. */
export function QuantityField({ id: givenId, label, help, value, onChange, error, ref }: QuantityFieldProps) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <Field id={id} label={label} help={help} error={error}>
      <Input
        {...fieldProps(id, { error, help })}
        ref={ref}
        inputMode="text"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
    </Field>
  );
}
