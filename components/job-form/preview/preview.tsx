"use client";

import dynamic from "next/dynamic";
import { memo, useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import { labelGap } from "#lib/logpush/import/gap-reason.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels, isLabeled } from "#lib/logpush/job/labels.ts";
import { withPlaceholders } from "#lib/logpush/job/placeholders.ts";
import { listUnresolved } from "#lib/logpush/job/unresolved.ts";
import { useFormSetting } from "../form-context.tsx";
import { ReceiverConfig } from "./receiver-config.tsx";
import { StoredString } from "./stored-string.tsx";

// What writes the command and invents the records is loaded while the form already stands.
const loading = () => <div className="h-72 rounded-card border border-line bg-raised" />;
const SampleBatch = dynamic(async () => (await import("./sample-batch.tsx")).SampleBatch, { ssr: false, loading });
const SnippetPanel = dynamic(async () => (await import("./snippet-panel.tsx")).SnippetPanel, { ssr: false, loading });
const ReceivedRequest = dynamic(async () => (await import("./received-request.tsx")).ReceivedRequest, {
  ssr: false,
  loading,
});

/** The request, live: what Cloudflare stores, what the receiver gets, and the command that does it. */
export function Preview({ fields }: { fields: FieldList }) {
  const { saved } = useFormSetting();
  const { control } = useFormContext<JobFormValues>();
  const typed = useWatch({ control, compute: (values: JobFormValues) => values });
  const filled = useMemo(() => ({ typed, ...withPlaceholders(typed, saved?.values) }), [typed, saved]);
  const { values, missing } = filled;
  const settled = useDeferredValue(filled);
  const unresolved = useMemo(() => wordsOf(typed), [typed]);
  return (
    <section
      id="preview"
      aria-label="Preview"
      className="scroll-mt-28 min-w-0 lg:sticky lg:top-28 lg:max-h-[calc(100dvh-8rem)] lg:self-start lg:overflow-y-auto lg:pr-1 lg:pb-2"
    >
      <div className="grid gap-5">
        {missing.length > 0 ? (
          <Callout tone="info" title={`Still missing: ${missing.join(", ")}`}>
            Words in CAPITALS stand in for them.
          </Callout>
        ) : null}
        {unresolved.length > 0 ? (
          <Callout tone="warn" title="References without a value">
            <ul className="grid list-disc gap-1 pl-4">
              {unresolved.map((text) => (
                <li key={text} className="[overflow-wrap:anywhere]">
                  {text}
                </li>
              ))}
            </ul>
          </Callout>
        ) : null}
        {values.destinationMode === "keep" ? <KeptString /> : <StoredString values={values} />}
        <FollowingPanels filled={settled} fields={fields} />
      </div>
    </section>
  );
}

/** What an import left open, by field: the request below shows it as it was written. */
function wordsOf(values: JobFormValues): string[] {
  const words = listUnresolved(values).map(({ entry, at }) => {
    const label = isLabeled(at) ? fieldLabels[at] : "Destination";
    return `${label}: ${entry.kind === "invalid" ? entry.source : labelGap({ source: entry.source, kind: entry.kind })}`;
  });
  return Array.from(new Set(words));
}

/** The larger texts: after a key press the string comes first, these a moment later. */
const FollowingPanels = memo(function FollowingPanels({
  filled: { typed, values },
  fields,
}: {
  filled: { typed: JobFormValues; values: JobFormValues };
  fields: FieldList;
}) {
  const isKept = values.destinationMode === "keep";
  return (
    <>
      <SnippetPanel values={values} />
      {isKept ? <KeptBatch values={values} fields={fields} /> : <ReceivedRequest values={values} fields={fields} />}
      {isKept ? null : <ReceiverConfig values={typed} />}
    </>
  );
});

/** A destination that is kept as it is: its text stays on the server. */
function KeptString() {
  return (
    <Panel title="What Cloudflare stores">
      <p className="p-3 text-muted">
        The destination string stays as it is stored. It is not shown here, since it may hold secrets.
      </p>
    </Panel>
  );
}

/** What is delivered does not depend on where to. */
function KeptBatch({ values, fields }: { values: JobFormValues; fields: FieldList }) {
  return (
    <Panel title="Sample batch">
      <div translate="no" className="p-3">
        <SampleBatch values={values} fields={fields} />
      </div>
    </Panel>
  );
}
