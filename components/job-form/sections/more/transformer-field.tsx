"use client";

import { useEffect, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { callAction } from "#components/ui/call-action.ts";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { logpushPrices } from "#lib/logpush/batching/prices.data.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { readTransformerId, transformerIn, withTransformer } from "#lib/logpush/job/transformer.ts";
import { inSentences, type Result } from "#lib/logpush/result.ts";
import type { TransformerOption } from "#lib/logpush/views.ts";
import { useFormSetting } from "../../form-context.tsx";
import { asTyped } from "../../use-field.ts";

const id = "transformer";
const { includedGigabytes, dollarsPerGigabyte } = logpushPrices.transforms;
const price = `$${dollarsPerGigabyte} per GB after ${includedGigabytes} GB a month`;

/** The SQL that rewrites the records, by its id in the other settings: chosen from the account's, or typed. */
export function TransformerField() {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const [text, dataset, outputType] = useWatch<JobFormValues, ["otherSettings", "dataset", "outputType"]>({
    name: ["otherSettings", "dataset", "outputType"],
  });
  const list = useTransformers();
  const chosen = transformerIn(text);
  const write = (next: number | undefined) =>
    setValue("otherSettings", withTransformer(getValues("otherSettings"), next), asTyped);

  if (chosen === undefined) {
    const help = "Other settings below is not a JSON object. Correct it to choose a transformer.";
    return (
      <Field id={id} label="Transformer" help={help}>
        <Select {...fieldProps(id, { help })} disabled />
      </Field>
    );
  }
  if (list && !list.ok) return <TypedId chosen={chosen} reason={inSentences(list.error)} onType={write} />;
  const help = helpFor({ list: list?.value, chosen, outputType });
  const known = list?.value ?? [];
  return (
    <Field id={id} label="Transformer" help={help}>
      <Select
        {...fieldProps(id, { help })}
        aria-busy={list === undefined}
        value={chosen}
        onChange={({ target }) => write(readTransformerId(target.value))}
      >
        <option value="">None</option>
        {chosen === "" || known.some((one) => String(one.id) === chosen) ? null : (
          <option value={chosen}>{list ? `${chosen} (not in this account)` : chosen}</option>
        )}
        {known.map((one) => (
          <option key={one.id} value={one.id} disabled={one.dataset !== dataset && String(one.id) !== chosen}>
            {one.name || one.id}
            {one.dataset === dataset ? "" : ` (${one.dataset})`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

type Shown = { list: TransformerOption[] | undefined; chosen: string; outputType: string };

function helpFor({ list, chosen, outputType }: Shown): string {
  if (!list) return "Loading the account’s transformers…";
  if (chosen !== "" && outputType === "csv") return "Transformers need NDJSON: change the output type under Format.";
  return list.length === 0
    ? `This account has no transformers. SQL that rewrites records, ${price}.`
    : `SQL that rewrites each record. ${price}.`;
}

type TypedIdProps = { chosen: string; reason: string; onType: (id: number | undefined) => void };

/** For a credential that may not list them, or an API that is down. */
function TypedId({ chosen, reason, onType }: TypedIdProps) {
  const help = `Transformers can’t be listed: ${reason} Enter an ID, or leave it empty for none. ${price}.`;
  return (
    <Field id={id} label="Transformer ID" help={help}>
      <Input
        {...fieldProps(id, { help })}
        font="mono"
        inputMode="numeric"
        placeholder="None"
        value={chosen}
        // An ID has digits only, so nothing else can be typed.
        onChange={({ target }) => onType(readTransformerId(target.value.replace(/\D/g, "").slice(0, 15)))}
      />
    </Field>
  );
}

/** The account's transformers; undefined until they are read. */
function useTransformers(): Result<TransformerOption[]> | undefined {
  const { readTransformers } = useFormSetting().actions;
  const scope = useWatch<JobFormValues, "scope">({ name: "scope" });
  const [read, setRead] = useState<{ scope: string; result: Result<TransformerOption[]> }>();
  useEffect(() => {
    let isWanted = true;
    if (scope !== "")
      callAction(() => readTransformers({ scope })).then((result) => isWanted && setRead({ scope, result }));
    return () => {
      isWanted = false;
    };
  }, [readTransformers, scope]);
  return read?.scope === scope ? read.result : undefined;
}
