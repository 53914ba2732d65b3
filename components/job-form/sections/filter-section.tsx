"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { Section } from "../section.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import { focusLater } from "../use-query-rows.ts";

const loading = () => <div className="h-24 rounded-card border border-line bg-raised" />;
const FilterEditor = dynamic(async () => (await import("./filter/filter-editor.tsx")).FilterEditor, {
  ssr: false,
  loading,
});
const FilterSentence = dynamic(async () => (await import("./filter/filter-sentence.tsx")).FilterSentence, {
  ssr: false,
});

/** A filter with one condition that is still to be filled in. */
const startText = '{"where":{"and":[{"key":"","operator":"eq","value":""}]}}';

/** Which logs are sent. Closed, it says so in a sentence; the editor is loaded when it is opened. */
export function FilterSection({ fields }: { fields: LogField[] }) {
  const { setValue } = useFormContext<JobFormValues>();
  const filter = useWatch<JobFormValues, "filter">({ name: "filter" });
  const error = useFieldError("filter");
  const [isOpen, setIsOpen] = useState(false);
  const id = fieldId("filter");

  function open() {
    if (filter === "") setValue("filter", startText, { shouldDirty: true });
    setIsOpen(true);
  }

  function close(keeps: "filter" | "nothing") {
    if (keeps === "nothing" || filter === startText)
      setValue("filter", "", { shouldDirty: true, shouldValidate: true });
    setIsOpen(false);
    focusLater(id);
  }

  return (
    <Section
      title="Filter"
      description="A filter is a gate, not a list of exclusions: logs that match it are sent, all others are dropped."
    >
      {isOpen ? (
        <FilterEditor fields={fields} onClose={() => close("filter")} onRemove={() => close("nothing")} />
      ) : (
        <div className="grid justify-items-start gap-2">
          {filter === "" ? (
            <p className="text-muted">No filter: every log of the dataset is sent.</p>
          ) : (
            <FilterSentence text={filter} hasError={error !== undefined} />
          )}
          <Button id={id} size="small" aria-describedby={error ? `${id}-error` : undefined} onClick={open}>
            {filter === "" ? <Plus aria-hidden className="size-3.5" /> : null}
            {filter === "" ? "Add filter" : "Edit filter"}
          </Button>
          <FieldError id={id} error={error} />
        </div>
      )}
    </Section>
  );
}
