"use client";

import { type ChangeEvent, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { cleanPastedDestination } from "#lib/logpush/destination/clean-pasted.ts";
import { formatHttpDestination, parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { destinationOf, rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";

/**
 * The whole destination in one line, bound both ways. Formatting what was parsed gives the same text back,
 * so the field can simply show what the rows say; only text that cannot be read is kept aside.
 */
export function DestinationStringField() {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const { saved } = useFormSetting();
  const [repaired, setRepaired] = useState("");
  useWatch<JobFormValues, ["endpoint", "query", "destinationString"]>({
    name: ["endpoint", "query", "destinationString"],
  });
  const values = getValues();
  const error = useFieldError("destinationString");
  const id = fieldId("destinationString");
  const isLocked = values.query.some((row) => row.saved !== undefined) || values.isEndpointKept;
  const stored = saved?.masked.destination;
  const conf = formatHttpDestination(destinationOf(values, stored));
  const help = isLocked
    ? "Saved values are not shown. To write a new string, choose “Replace whole destination”."
    : "Paste a destination_conf here and it takes itself apart; edit a row and it follows.";

  function read({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) {
    // What is typed sign by sign is meant as it is; a copy may bring its surroundings along.
    const isTyped = nativeEvent instanceof InputEvent && nativeEvent.data?.length === 1;
    const cleaned = isTyped ? { text: target.value.trim(), repairs: [] } : cleanPastedDestination(target.value);
    setRepaired(cleaned.repairs.map(({ message }) => message).join(" "));
    const { text } = cleaned;
    if (text === "") {
      setValue("endpoint", "", asTyped);
      setValue("query", withOffRows([], getValues("query")), asTyped);
      return setValue("destinationString", "", asTyped);
    }
    const parsed = parseHttpDestination(text);
    if (!parsed.ok) return setValue("destinationString", text, asTyped);
    setValue("endpoint", parsed.value.endpoint, asTyped);
    setValue("query", withOffRows(rowsOf(parsed.value), getValues("query")), asTyped);
    setValue("destinationString", "", asTyped);
  }

  return (
    <Field id={id} label="Destination string" help={help} error={error}>
      <Input
        {...fieldProps(id, { error, help })}
        name="destinationString"
        font="mono"
        placeholder="https://logs.example.com?header_Authorization=Basic%20…"
        value={values.destinationString || conf}
        readOnly={isLocked}
        onChange={read}
      />
      <p aria-live="polite" className="text-muted text-xs">
        {repaired}
      </p>
    </Field>
  );
}

/** Rows that are switched off are not in the string, so a new string leaves them where they are. */
function withOffRows(rows: QueryRow[], present: QueryRow[]): QueryRow[] {
  return present.reduce(
    (all, row, place) => (row.isOff ? [...all.slice(0, place), row, ...all.slice(place)] : all),
    rows,
  );
}
