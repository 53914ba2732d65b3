"use client";

import dynamic from "next/dynamic";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { Section } from "../section.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState } from "../use-fields.ts";
import { FieldPicker } from "./field-picker.tsx";
import { TextField } from "./text-field.tsx";

/** Words about a choice come after the form stands; their places are kept, so that nothing moves. */
const TimestampAdvice = dynamic(async () => (await import("./format/timestamp-advice.tsx")).TimestampAdvice, {
  ssr: false,
});
const TimestampComparison = dynamic(async () => (await import("./format/timestamp-advice.tsx")).TimestampComparison, {
  ssr: false,
});
const SampleRateWords = dynamic(async () => (await import("./format/sample-rate-advice.tsx")).SampleRateWords, {
  ssr: false,
});
const SampleRateChoices = dynamic(async () => (await import("./format/sample-rate-advice.tsx")).SampleRateChoices, {
  ssr: false,
});

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
      <div className="mt-1 min-h-6">
        <TimestampComparison />
      </div>
    </div>
  );
}

function SampleRateField() {
  const help = (
    <div className="min-h-8">
      <SampleRateWords />
    </div>
  );
  return (
    <div>
      <TextField path="sampleRate" label="Sample rate" inputMode="text" help={help} />
      <div className="mt-2 min-h-7">
        <SampleRateChoices />
      </div>
    </div>
  );
}
