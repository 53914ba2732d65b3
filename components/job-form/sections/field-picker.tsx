"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldError } from "#components/ui/field.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import type { FieldsState } from "../use-fields.ts";

const id = fieldId("fieldNames");

/** A hundred options and their tools are loaded, and rendered, when they are asked for. */
const FieldDrawer = loaded(async () => (await import("./fields/field-drawer.tsx")).FieldDrawer, {
  ssr: false,
  loading: () => null,
});
const FieldSource = loaded(async () => (await import("./fields/field-source.tsx")).FieldSource, {
  loading: () => null,
});
const RecordSize = loaded(async () => (await import("./fields/record-size.tsx")).RecordSize, { ssr: false });

/** The fields of a record, in one line; they are chosen in a drawer. */
export function FieldPicker({ fields }: { fields: FieldsState }) {
  const { control } = useFormContext<JobFormValues>();
  const [isOpen, setIsOpen] = useState(false);
  const names = useWatch({ control, name: "fieldNames" });
  const error = useFieldError("fieldNames");
  const { may } = useFormSetting();
  if (!may.write) return <ChosenNames names={names} />;
  return (
    <div>
      <button
        type="button"
        id={id}
        aria-haspopup="dialog"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="flex min-h-10 w-full items-center gap-2.5 px-4 text-left hover:bg-hover aria-invalid:text-danger"
        onClick={() => setIsOpen(true)}
      >
        <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />
        <span className="font-medium">Fields</span>
        <span className="truncate text-muted">
          {fields.isLoading ? "Loading…" : `${names.length} of ${fields.list.fields.length}`}
          {names.length > 0 && !fields.isLoading ? <RecordSize fields={fields.list.fields} names={names} /> : null}
        </span>
      </button>
      <div className="px-4 not-empty:pb-2 empty:hidden">
        {fields.error || fields.list.source === "catalogue" ? <FieldSource fields={fields} /> : null}
      </div>
      <div className="px-4 has-[:not(.hidden)]:pb-2">
        <FieldError id={id} error={error} />
      </div>
      {isOpen ? <FieldDrawer fields={fields} onClose={() => setIsOpen(false)} /> : null}
    </div>
  );
}

/** For who may only look: what the record holds, without what else it could. */
function ChosenNames({ names }: { names: string[] }) {
  return (
    <section aria-label="Fields" className="px-4 py-2.5">
      <h3 className="mb-1.5 font-medium">
        Fields <span className="font-normal text-muted">{names.length}</span>
      </h3>
      <ol aria-label="Chosen fields, in record order" className="flex flex-wrap gap-1.5 font-mono text-xs">
        {names.map((name) => (
          <li key={name} className="rounded-sm bg-sunken px-1.5 py-1">
            {name}
          </li>
        ))}
      </ol>
    </section>
  );
}
