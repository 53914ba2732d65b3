"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { readSampleRate } from "#lib/logpush/job/units.ts";
import { describeSampleRate } from "#lib/logpush/output/sample-rate.ts";
import { asTyped } from "../../use-field.ts";

const choices = [
  { rate: "1", label: "1 in 1" },
  { rate: "0.1", label: "1 in 10" },
  { rate: "0.01", label: "1 in 100" },
  { rate: "0.001", label: "1 in 1,000" },
];

/** The rate in words, with what it does to volume and counts. */
export function SampleRateWords() {
  const rate = readSampleRate(useWatch<JobFormValues, "sampleRate">({ name: "sampleRate" }));
  const isValid = rate !== undefined && rate > 0 && rate <= 1;
  return <>{isValid ? `${describeSampleRate(rate)}.` : "Above 0, at most 1. 10% and 1 in 10 work too."}</>;
}

/** The usual rates, one press each. */
export function SampleRateChoices() {
  const { setValue } = useFormContext<JobFormValues>();
  const rate = readSampleRate(useWatch<JobFormValues, "sampleRate">({ name: "sampleRate" }));
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Usual sample rates</legend>
      {choices.map((choice) => (
        <Button
          key={choice.rate}
          size="small"
          aria-pressed={rate === Number(choice.rate)}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
          onClick={() => setValue("sampleRate", choice.rate, asTyped)}
        >
          {choice.label}
        </Button>
      ))}
    </fieldset>
  );
}
