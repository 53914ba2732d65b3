"use client";

import { memo, useDeferredValue, useMemo, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState } from "../use-fields.ts";
import { ChosenFields } from "./chosen-fields.tsx";

/** A searchable multi-select over the dataset's fields. The order of choosing is the order in the record. */
export function FieldPicker({ fields }: { fields: FieldsState }) {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const chosen = useWatch<JobFormValues, "fieldNames">({ name: "fieldNames" });
  const error = useFieldError("fieldNames");
  const [search, setSearch] = useState("");
  const needle = useDeferredValue(search.trim().toLowerCase());
  const id = fieldId("fieldNames");
  const known = fields.list.fields;
  const shown = useMemo(() => known.filter(({ name }) => name.toLowerCase().includes(needle)), [known, needle]);
  const chosenNames = useMemo(() => new Set(chosen), [chosen]);
  const choose = (names: string[]) => setValue("fieldNames", names, asTyped);
  const toggle = (name: string) => {
    const current = getValues("fieldNames");
    choose(current.includes(name) ? current.filter((other) => other !== name) : [...current, name]);
  };

  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">
        Fields <span className="font-normal text-muted">{`${chosen.length} of ${known.length}`}</span>
      </legend>
      <div className={`rounded-card border ${error ? "border-danger" : "border-line"} bg-raised`}>
        <div className="flex flex-wrap items-center gap-2 border-line border-b p-2">
          <Input
            id={id}
            type="search"
            aria-label="Search fields"
            placeholder="Search fields"
            className="min-w-40 flex-1"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          />
          <Button
            size="small"
            onClick={() =>
              choose([...chosen, ...shown.map(({ name }) => name).filter((name) => !chosenNames.has(name))])
            }
          >
            Select all{needle ? " found" : ""}
          </Button>
          <Button size="small" onClick={() => choose([])}>
            Clear
          </Button>
          <Button size="small" onClick={() => choose(fields.list.defaults)}>
            Defaults
          </Button>
        </div>
        <ul
          aria-label="Available fields"
          aria-busy={fields.isLoading}
          className="grid max-h-64 grid-cols-1 overflow-y-auto p-1 aria-busy:opacity-60 sm:grid-cols-2"
        >
          {shown.map((field) => (
            <FieldOption key={field.name} field={field} isChosen={chosenNames.has(field.name)} onToggle={toggle} />
          ))}
          {shown.length === 0 ? (
            <li className="p-2 text-muted">No field of this dataset contains “{search}”.</li>
          ) : null}
        </ul>
        <ChosenFields chosen={chosen} known={known} onRemove={toggle} />
      </div>
      <FieldError id={id} error={error} />
      <FieldSource fields={fields} />
    </fieldset>
  );
}

const FieldOption = memo(function FieldOption({
  field,
  isChosen,
  onToggle,
}: {
  field: LogField;
  isChosen: boolean;
  onToggle: (name: string) => void;
}) {
  return (
    <li>
      <label className="flex min-h-7 items-center gap-2 rounded-control px-2 hover:bg-sunken">
        <input
          type="checkbox"
          aria-label={field.isDeprecated ? `${field.name} (deprecated)` : field.name}
          className="size-4 accent-accent"
          checked={isChosen}
          onChange={() => onToggle(field.name)}
        />
        <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{field.name}</span>
        {field.isDeprecated ? <span className="text-warn text-xs">deprecated</span> : null}
        <span aria-hidden className="ml-auto whitespace-nowrap text-muted text-xs">
          {field.type}
        </span>
      </label>
    </li>
  );
});

function FieldSource({ fields }: { fields: FieldsState }) {
  if (fields.error) {
    return (
      <Callout tone="warn" role="alert" title={fields.error.message} className="mt-2">
        {fields.error.nextStep}{" "}
        <Button size="small" onClick={fields.reload}>
          Load fields again
        </Button>
      </Callout>
    );
  }
  const source =
    fields.list.source === "live"
      ? "Field list read from the API."
      : "Bundled field list: the API’s own could not be read.";
  return (
    <p role="status" className="mt-1.5 text-muted text-xs">
      {fields.isLoading ? "Loading the dataset’s fields…" : source}
    </p>
  );
}
