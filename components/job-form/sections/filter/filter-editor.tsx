"use client";

import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { byteLength } from "#lib/logpush/destination/percent.ts";
import { checkFilter } from "#lib/logpush/filter/check-filter.ts";
import { listConditions, maxConditions, maxFilterBytes } from "#lib/logpush/filter/check-shape.ts";
import { describeFilter } from "#lib/logpush/filter/filter-words.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { checkUnresolved } from "#lib/logpush/job/unresolved.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { fieldId } from "../../use-field.ts";
import { Builder } from "./builder.tsx";
import { FilterMeters } from "./filter-meters.tsx";
import { type FilterTab, FilterTabs } from "./filter-tabs.tsx";
import { JsonTab } from "./json-tab.tsx";
import { partId, useFilter } from "./use-filter.ts";

const TryIt = loaded(async () => (await import("./try-it.tsx")).TryIt, { ssr: false });

type FilterEditorProps = { fields: LogField[]; onClose: () => void; onRemove: () => void };

/** Builds a filter by rows or as JSON, says it in English, and tries it on records. */
export function FilterEditor({ fields, onClose, onRemove }: FilterEditorProps) {
  const dataset = useWatch<JobFormValues, "dataset">({ name: "dataset" });
  const filter = useFilter();
  const { text, parsed, root } = filter;
  const offences = useMemo(() => checkFilter(text, { dataset, fields }), [text, dataset, fields]);
  const [tab, setTab] = useState<FilterTab>(parsed.ok ? "builder" : "json");
  const id = fieldId("filter");
  const { control } = useFormContext<JobFormValues>();
  const reference = useWatch({ control, compute: referenceIn });
  useFocusOnOpen(id);
  const meters = [
    { value: byteLength(text), limit: maxFilterBytes, unit: "bytes" },
    { value: listConditions(root).length, limit: maxConditions, unit: "conditions" },
  ];

  return (
    <section id={id} aria-label="Filter editor" tabIndex={-1} className="grid min-w-0 gap-3">
      <Sentence filter={filter} />
      {tab === "builder" ? <FieldError id={id} error={reference} /> : null}
      <FilterTabs tab={tab} onChange={setTab} meters={<FilterMeters meters={meters} />}>
        {tab === "builder" ? (
          <Builder
            filter={filter}
            fields={fields}
            dataset={dataset}
            offences={offences}
            onShowJson={() => setTab("json")}
          />
        ) : (
          <JsonTab filter={filter} offences={offences} reference={reference} />
        )}
      </FilterTabs>
      <LazyDetails summary="Try it on records">
        <TryIt filter={filter} fields={fields} isFaulty={offences.some(({ severity }) => severity === "error")} />
      </LazyDetails>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={onClose}>
          Done
        </Button>
        <Button size="small" variant="quiet" onClick={onRemove}>
          Remove filter
        </Button>
      </div>
    </section>
  );
}

/** What an import left open in the filter. */
function referenceIn(values: JobFormValues): string | undefined {
  const error = checkUnresolved(values).find(({ at }) => at === "filter");
  return error && inSentences(error);
}

/** What the filter means, read out after a change. */
function Sentence({ filter: { parsed } }: { filter: ReturnType<typeof useFilter> }) {
  const sentence = useDeferredValue(parsed.ok ? describeFilter(parsed.value) : "This filter is not valid yet.");
  return (
    <p role="status" className="rounded-card bg-sunken px-3 py-2 [overflow-wrap:anywhere]">
      {sentence}
    </p>
  );
}

/** A new filter begins at its first field; an existing one at the editor's beginning. */
function useFocusOnOpen(id: string) {
  useEffect(() => {
    const first = document.getElementById(partId([0], "key"));
    const isNew = first instanceof HTMLInputElement && first.value === "";
    (isNew ? first : document.getElementById(id))?.focus();
  }, [id]);
}
