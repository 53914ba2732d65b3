"use client";

import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { addNames, invertNames, withoutNames } from "#lib/logpush/datasets/arrange.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asTyped } from "../../use-field.ts";
import type { FieldsState } from "../../use-fields.ts";
import { ChosenFields } from "./chosen-fields.tsx";
import { FieldChanges, flagsOf } from "./field-changes.tsx";
import { FieldNotes } from "./field-notes.tsx";
import { FieldSource } from "./field-source.tsx";
import { FieldTools } from "./field-tools.tsx";
import { OptionList } from "./option-list.tsx";
import { RecordSize } from "./record-size.tsx";

type FieldBrowserProps = { id: string; fields: FieldsState; isInvalid: boolean };

/** A searchable multi-select over the dataset's fields. The order of choosing is the order in the record. */
export function FieldBrowser({ id, fields, isInvalid }: FieldBrowserProps) {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const [chosen, dataset] = useWatch<JobFormValues, ["fieldNames", "dataset"]>({ name: ["fieldNames", "dataset"] });
  const [search, setSearch] = useState("");
  const [said, setSaid] = useState("");
  const needle = useDeferredValue(search.trim().toLowerCase());
  const { list, isLoading } = fields;
  const known = list.fields;
  const shown = useMemo(() => known.filter((field) => textOf(field).includes(needle)), [known, needle]);
  const flags = useMemo(() => flagsOf(chosen, list), [chosen, list]);

  const choose = useCallback((names: string[]) => setValue("fieldNames", names, asTyped), [setValue]);
  const current = useCallback(() => getValues("fieldNames"), [getValues]);
  const add = useCallback((names: string[]) => choose(addNames(current(), names)), [choose, current]);
  const drop = useCallback((names: string[]) => choose(withoutNames(current(), names)), [choose, current]);
  const toggle = useCallback(
    (name: string) => (current().includes(name) ? drop([name]) : add([name])),
    [current, drop, add],
  );
  const shownNames = () => shown.map(({ name }) => name);

  return (
    <>
      <div className={`rounded-card border ${isInvalid ? "border-danger" : "border-line"} bg-raised`}>
        <div className="flex flex-wrap items-center gap-2 border-line border-b p-2">
          <Input
            id={id}
            type="search"
            aria-label="Search fields"
            placeholder="Name or type"
            className="min-w-40 flex-1"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
              if (event.key === "ArrowDown") focusFirst(`${id}-options`);
            }}
          />
          <Button size="small" onClick={() => add(shownNames())}>
            Select all{needle ? " found" : ""}
          </Button>
          <Button size="small" onClick={() => choose(invertNames(current(), shownNames()))}>
            Invert{needle ? " found" : ""}
          </Button>
          <Button size="small" onClick={() => choose([])}>
            Clear
          </Button>
          <Button size="small" onClick={() => choose(list.defaults)}>
            Defaults
          </Button>
        </div>
        <FieldChanges list={list} chosen={chosen} onAdd={add} onDrop={drop} />
        <OptionList
          id={`${id}-options`}
          known={known}
          shown={shown}
          dataset={dataset}
          chosen={chosen}
          isLoading={isLoading}
          isSearching={needle !== ""}
          emptyText={emptyTextOf({ isLoading, isKnown: known.length > 0, needle })}
          onToggle={toggle}
          onAdd={add}
          onDrop={drop}
        />
        <ChosenFields chosen={chosen} flags={flags} onChange={choose} onSay={setSaid} emptyFocusId={id} />
        <RecordSize fields={known} chosen={chosen} />
        <FieldNotes dataset={dataset} chosen={chosen} known={known} />
        <FieldTools dataset={dataset} known={known} chosen={chosen} onChoose={choose} />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <FieldSource fields={fields} dataset={dataset} />
    </>
  );
}

/** What a search looks at. */
function textOf({ name, type, isNew, isDeprecated }: LogField): string {
  return `${name} ${type}${isNew ? " new" : ""}${isDeprecated ? " deprecated" : ""}`.toLowerCase();
}

function emptyTextOf({ isLoading, isKnown, needle }: { isLoading: boolean; isKnown: boolean; needle: string }): string {
  if (isLoading) return "Loading the dataset’s fields…";
  return isKnown
    ? `No field of this dataset has “${needle}” in its name or type.`
    : "No list of fields. Names can still be pasted below.";
}

function focusFirst(listId: string) {
  document.getElementById(listId)?.querySelector<HTMLElement>("[data-rove=main]")?.focus();
}
