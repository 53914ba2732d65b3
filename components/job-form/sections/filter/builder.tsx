"use client";

import { useId, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { FilterOffence } from "#lib/logpush/filter/check-filter.ts";
import { listConditions } from "#lib/logpush/filter/check-shape.ts";
import { noteFilter } from "#lib/logpush/filter/note-filter.ts";
import { whyUnfilterable } from "#lib/logpush/filter/operators.ts";
import { BuilderProvider, type BuilderSetting } from "./builder-context.tsx";
import { GroupBox } from "./group-box.tsx";
import type { useFilter } from "./use-filter.ts";

/** Cloudflare accepts about 30; more than this would only be slow. */
const maxShown = 100;

type BuilderProps = {
  filter: ReturnType<typeof useFilter>;
  fields: LogField[];
  dataset: string;
  offences: FilterOffence[];
  onShowJson: () => void;
};

/** The filter as groups and conditions. A text that it cannot show stays as it is, with the reason. */
export function Builder({ filter, fields, dataset, offences, onShowJson }: BuilderProps) {
  const { parsed, root, edits } = filter;
  const suggestionsId = useId();
  const fieldsByName = useMemo(() => new Map(fields.map((field) => [field.name, field])), [fields]);
  const notes = useMemo(() => noteFilter(root), [root]);
  const setting: BuilderSetting = { root, fieldsByName, dataset, suggestionsId, offences, notes, edits };

  if (!parsed.ok || listConditions(root).length > maxShown) {
    return (
      <Callout tone="danger" title={parsed.ok ? "This filter is too long for the builder." : parsed.error.message}>
        <p className="mb-2">
          {parsed.ok ? "Cloudflare accepts about 30 conditions." : parsed.error.nextStep} The text stays unchanged.
        </p>
        <Button size="small" onClick={onShowJson}>
          Show the raw JSON
        </Button>
      </Callout>
    );
  }
  return (
    <BuilderProvider value={setting}>
      <datalist id={suggestionsId}>
        {fields
          .filter((field) => whyUnfilterable(field, dataset) === undefined)
          .map(({ name, type }) => (
            <option key={name} value={name} label={type} />
          ))}
      </datalist>
      <GroupBox group={root} path={[]} />
    </BuilderProvider>
  );
}
