"use client";

import { TextField } from "../text-field.tsx";
import { SampleRateChoices, SampleRateWords } from "./sample-rate-advice.tsx";

export function SampleRateField() {
  const help = (
    <div className="min-h-8">
      <SampleRateWords />
    </div>
  );
  return (
    <div>
      <TextField path="sampleRate" label="Sample rate" inputMode="text" help={help} />
      <div className="mt-2">
        <SampleRateChoices />
      </div>
    </div>
  );
}
