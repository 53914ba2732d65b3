"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { readSampleRate } from "#lib/logpush/job/units.ts";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { Section } from "../section.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState } from "../use-fields.ts";
import { FieldPicker } from "./field-picker.tsx";
import { TextField } from "./text-field.tsx";

const formatExamples: Record<string, string> = {
  rfc3339: "2026-04-01T12:30:45Z",
  rfc3339ms: "2026-04-01T12:30:45.123Z",
  rfc3339ns: "2026-04-01T12:30:45.123456789Z",
  unix: "1775046645",
  unixnano: "1775046645123456789",
};

/** What each record holds and how it is written. */
export function OutputSection({ fields }: { fields: FieldsState }) {
  return (
    <Section
      title="Records"
      description="What one line of the log holds. There is no “all fields” setting at Cloudflare: a job sends the fields it names."
    >
      <FieldPicker fields={fields} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TimestampField />
        <SampleRateField />
      </div>
    </Section>
  );
}

function TimestampField() {
  const { register } = useFormContext<JobFormValues>();
  const format = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const error = useFieldError("timestampFormat");
  const id = fieldId("timestampFormat");
  const help = <code className="font-mono">{formatExamples[format] ?? "kept as it is"}</code>;
  const isKnown = timestampFormats.some((known) => known === format);
  return (
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
  );
}

function SampleRateField() {
  const rate = readSampleRate(useWatch<JobFormValues, "sampleRate">({ name: "sampleRate" }));
  const isValid = rate !== undefined && rate > 0 && rate <= 1;
  const help = !isValid
    ? "More than 0, at most 1; 10% and 1 in 10 work too."
    : rate === 1
      ? "Every record"
      : `About 1 record in ${Number((1 / rate).toFixed(1))}`;
  return <TextField path="sampleRate" label="Sample rate" inputMode="text" help={help} />;
}
