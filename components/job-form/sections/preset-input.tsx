"use client";

import type { ChangeEvent, KeyboardEvent } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { secretHeader } from "#lib/logpush/destination/auth.ts";
import type { PresetInput } from "#lib/logpush/presets/preset.ts";
import { SecretInput } from "./secret-input.tsx";

type PresetInputFieldProps = {
  input: PresetInput;
  value: string;
  error?: string;
  onChange: (value: string) => void;
  onEnter: () => void;
};

/** One thing that a preset asks for. */
export function PresetInputField({ input, value, error, onChange, onEnter }: PresetInputFieldProps) {
  const { label, hint, placeholder, options, canGenerate, isSecret } = input;
  const id = `preset-${input.id}`;
  // An error says it again.
  const help = error ? undefined : `Enter ${hint}.`;
  if (options) {
    return (
      <Field id={id} label={label} error={error}>
        <Select {...fieldProps(id, { error })} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  const props = {
    ...fieldProps(id, { error, help }),
    placeholder,
    value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => onChange(event.target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      // The form around this input would be sent.
      event.preventDefault();
      onEnter();
    },
  };
  const control = isSecret ? <SecretInput {...props} what="value" /> : <Input {...props} font="mono" />;
  return (
    <Field id={id} label={label} help={help} error={error}>
      {canGenerate ? (
        <div className="flex gap-2">
          <div className="min-w-0 flex-1">{control}</div>
          <Button onClick={() => onChange(randomSecret())}>Random</Button>
        </div>
      ) : (
        control
      )}
    </Field>
  );
}

/** 256 bits, in characters that need no escaping anywhere. */
function randomSecret(): string {
  const [line] = secretHeader("", crypto.getRandomValues(new Uint8Array(32)));
  return line?.value ?? "";
}
