"use client";

import dynamic from "next/dynamic";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState } from "../use-fields.ts";

const id = fieldId("fieldNames");

/** A hundred options and their tools come once the form stands; the space is kept for them. */
const FieldBrowser = dynamic(async () => (await import("./fields/field-browser.tsx")).FieldBrowser, {
  ssr: false,
  loading: () => <div className="h-[49rem] rounded-card border border-line bg-raised sm:h-[38rem]" />,
});

/** The fields of a record: chosen from the dataset's, in an order of one's own. */
export function FieldPicker({ fields }: { fields: FieldsState }) {
  const { control } = useFormContext<JobFormValues>();
  const count = useWatch({ control, name: "fieldNames", compute: (names: string[]) => names.length });
  const error = useFieldError("fieldNames");
  const { may } = useFormSetting();
  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">
        Fields <span className="font-normal text-muted">{`${count} of ${fields.list.fields.length}`}</span>
      </legend>
      {may.write ? <FieldBrowser id={id} fields={fields} isInvalid={error !== undefined} /> : <ChosenNames />}
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

/** For who may only look: what the record holds, without what else it could. */
function ChosenNames() {
  const { control } = useFormContext<JobFormValues>();
  const names = useWatch({ control, name: "fieldNames" });
  return (
    <ol aria-label="Chosen fields, in record order" className="flex flex-wrap gap-1.5 font-mono text-xs">
      {names.map((name) => (
        <li key={name} className="rounded-sm bg-sunken px-1.5 py-1">
          {name}
        </li>
      ))}
    </ol>
  );
}
