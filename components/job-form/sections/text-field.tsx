"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { containedStyle, Input } from "#components/ui/input.tsx";
import { type FormPath, fieldId, useFieldError, useRegister } from "../use-field.ts";

type TextFieldProps = {
  path: FormPath;
  label: string;
  help?: ReactNode;
  isLabelHidden?: boolean;
  fieldClassName?: string;
} & Omit<ComponentProps<typeof Input>, "name">;

/** A text input of the form with its label, help and error. */
export function TextField({
  path,
  label,
  help,
  isLabelHidden,
  fieldClassName,
  onBlur,
  onChange,
  ...props
}: TextFieldProps) {
  const register = useRegister();
  const error = useFieldError(path);
  const id = fieldId(path);
  return (
    <Field id={id} label={label} help={help} error={error} isLabelHidden={isLabelHidden} className={fieldClassName}>
      <Input
        {...fieldProps(id, { error, help })}
        {...register(path, { onBlur, onChange })}
        className={containedStyle}
        {...props}
      />
    </Field>
  );
}
