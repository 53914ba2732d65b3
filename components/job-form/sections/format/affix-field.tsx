"use client";

import { type ReactNode, useId } from "react";
import { FieldError, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { outputAttributes } from "#lib/logpush/job/attributes.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import type { EscapedText } from "#lib/logpush/job/output-options.ts";
import { writeEscapes } from "#lib/logpush/output/escapes.ts";
import { defaultAffixes } from "#lib/logpush/output/plan.ts";
import { fieldId, useFieldError } from "../../use-field.ts";
import { useValue } from "../../use-value.ts";
import { useFormatValues } from "./use-format-values.ts";

type AffixFieldProps = { path: EscapedText; help: string; note?: ReactNode };

/** One text, typed with escapes. While it is left to the service the input shows the default; typing makes it one's own. */
export function AffixField({ path, help, note }: AffixFieldProps) {
  const { outputType } = useFormatValues();
  const [value, setValue] = useValue(path);
  const error = useFieldError(path);
  const [id, toggleId] = [fieldId(path), useId()];
  const label = fieldLabels[path];
  const usual = writeEscapes(defaultAffixes(outputType)[outputAttributes[path].key]);
  const isUnset = value === null;
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <span className="flex items-center gap-1.5 text-muted text-xs">
          <input
            id={toggleId}
            type="checkbox"
            aria-label={`Default ${label.toLowerCase()}`}
            className="check"
            checked={isUnset}
            onChange={(event) => setValue(event.target.checked ? null : usual)}
          />
          <label htmlFor={toggleId}>Default</label>
        </span>
      </div>
      <Input
        {...fieldProps(id, { error, help })}
        name={path}
        font="mono"
        className={isUnset ? "text-muted" : ""}
        value={value ?? usual}
        placeholder="nothing"
        onChange={({ target }) => setValue(target.value)}
      />
      <p id={`${id}-help`} className="mt-1.5 text-muted text-xs">
        {help}
      </p>
      <FieldError id={id} error={error} />
      {note}
    </div>
  );
}
