"use client";

import dynamic from "next/dynamic";
import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { withPlaceholders } from "#lib/logpush/job/placeholders.ts";
import { useFormSetting } from "../form-context.tsx";
import { Panel } from "./panel.tsx";
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
  const typed = useDeferredValue(useWatch({ control, compute: (values: JobFormValues) => values }));
  const { values, missing } = useMemo(() => withPlaceholders(typed, saved?.values), [typed, saved]);
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
        {values.destinationMode === "keep" ? <KeptString /> : <StoredString values={values} />}
        <SnippetPanel values={values} />
        {values.destinationMode === "keep" ? (
          <KeptBatch values={values} fields={fields} />
        ) : (
          <ReceivedRequest values={values} fields={fields} />
        )}
        {values.destinationMode === "keep" ? null : <ReceiverConfig values={typed} />}
      </div>
    </section>
  );
}

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
