"use client";

import { useCallback, useMemo, useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { addNames, withoutNames } from "#lib/logpush/datasets/arrange.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asTyped } from "../../use-field.ts";
import type { FieldsState } from "../../use-fields.ts";
import { ChosenFields } from "./chosen-fields.tsx";
import { FieldBrowser } from "./field-browser.tsx";
import { FieldChanges, flagsOf } from "./field-changes.tsx";
import { FieldNotes } from "./field-notes.tsx";
import { FieldTools } from "./field-tools.tsx";
import { useRecordSize } from "./record-size.tsx";
import { searchId } from "./search-id.ts";
import { useFieldCosts } from "./use-field-costs.ts";

type FieldDrawerProps = { fields: FieldsState; onClose: () => void };

/** All fields of the dataset at the left, the chosen ones in their order at the right. The form takes them at the end. */
export function FieldDrawer({ fields: { list, isLoading }, onClose }: FieldDrawerProps) {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const [chosen, setChosen] = useState(() => getValues("fieldNames"));
  const [said, setSaid] = useState("");
  const dataset = getValues("dataset");
  const known = list.fields;
  const flags = useMemo(() => flagsOf(chosen, list), [chosen, list]);
  const size = useRecordSize(known, chosen);
  const costs = useFieldCosts(known);
  const add = useCallback((names: string[]) => setChosen((before) => addNames(before, names)), []);
  const drop = useCallback((names: string[]) => setChosen((before) => withoutNames(before, names)), []);
  const count = chosen.length === 1 ? "1 field" : `${chosen.length} fields`;

  function apply() {
    setValue("fieldNames", chosen, asTyped);
    onClose();
  }

  return (
    <Drawer
      title="Fields"
      focusId={searchId}
      meta={<code className="rounded-sm bg-sunken px-1.5 text-muted text-xs leading-5">{dataset}</code>}
      onClose={onClose}
      footer={
        <>
          <p className="mr-auto max-sm:w-full">
            <span className="font-medium">{count}</span>{" "}
            <span className="text-muted">{chosen.length > 0 ? size : "Choose at least one"}</span>
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={apply}>
            Use {count}
          </Button>
        </>
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto sm:grid sm:grid-cols-[minmax(0,1fr)_19rem] sm:overflow-hidden">
        <div className="flex flex-col border-line max-sm:border-b sm:min-h-0 sm:border-r">
          <FieldBrowser
            dataset={dataset}
            known={known}
            isLoading={isLoading}
            chosen={chosen}
            costs={costs?.of}
            onChoose={setChosen}
            onAdd={add}
            onDrop={drop}
          >
            <FieldChanges list={list} chosen={chosen} onAdd={add} onDrop={drop} />
          </FieldBrowser>
        </div>
        <div className="bg-sunken px-4 py-3 sm:min-h-0 sm:overflow-y-auto">
          <div className="mb-2 flex min-h-7 items-center gap-1">
            <h3 className="mr-auto font-medium">Order in the record</h3>
            <Button variant="quiet" size="small" className="px-2" onClick={() => setChosen([])}>
              Clear
            </Button>
            <Button variant="quiet" size="small" className="-mr-2 px-2" onClick={() => setChosen(list.defaults)}>
              Defaults
            </Button>
          </div>
          <ChosenFields known={known} chosen={chosen} flags={flags} onChange={setChosen} onSay={setSaid} />
          {costs ? <p className="mt-2 text-muted text-xs">{costs.note}</p> : null}
          <FieldNotes dataset={dataset} chosen={chosen} known={known} />
          <FieldTools dataset={dataset} known={known} chosen={chosen} onChoose={setChosen} />
          <p role="status" className="sr-only">
            {said}
          </p>
        </div>
      </div>
    </Drawer>
  );
}
