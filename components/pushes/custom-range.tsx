"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type CustomRangeProps = {
  nowMs: number;
  /** RFC 3339. */
  onChoose: (range: { from: string; to: string }) => void;
};

const dayMs = 86_400_000;

/** Any time, in the browser's time zone. */
export function CustomRange({ nowMs, onChoose }: CustomRangeProps) {
  const [from, setFrom] = useState(() => localText(nowMs - 2 * dayMs));
  const [to, setTo] = useState(() => localText(nowMs));
  const [error, setError] = useState<{ from?: string; to?: string }>({});

  function submit(event: FormEvent) {
    event.preventDefault();
    const [start, end] = [Date.parse(from), Date.parse(to)];
    const found = {
      ...(Number.isNaN(start) ? { from: "Enter a date and a time." } : {}),
      ...(Number.isNaN(end) ? { to: "Enter a date and a time." } : {}),
      ...(start >= end ? { to: "Enter a time after the start." } : {}),
      ...(start >= nowMs ? { from: "Enter a time in the past." } : {}),
    };
    setError(found);
    if (Object.keys(found).length > 0) return;
    onChoose({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }

  return (
    <form onSubmit={submit} noValidate className="mb-2 flex flex-wrap items-start gap-x-3 gap-y-2 pt-1">
      <Field id="chart-from" label="From" error={error.from}>
        <Input
          {...fieldProps("chart-from", { error: error.from })}
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </Field>
      <Field id="chart-to" label="To" error={error.to}>
        <Input
          {...fieldProps("chart-to", { error: error.to })}
          type="datetime-local"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-6.5">
        Show
      </Button>
    </form>
  );
}

/** As a control for a local date and time takes it. */
function localText(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 16);
}
