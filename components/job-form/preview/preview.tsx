"use client";

import { memo, useCallback, useMemo } from "react";
import { loaded } from "#components/ui/loaded.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import { formatHttpDestination, parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { destinationOf, isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { withPlaceholders } from "#lib/logpush/job/placeholders.ts";
import { useFormSetting } from "../form-context.tsx";
import { useSettledValues } from "../use-typed-values.ts";
import { DestinationText } from "./destination-text.tsx";
import { PreviewHead } from "./preview-head.tsx";

// What writes the command and invents the records is loaded while the form already stands.
const PreviewTabs = loaded(async () => (await import("./preview-tabs.tsx")).PreviewTabs, {
  ssr: false,
  loading: () => <div aria-busy className="min-h-96 flex-1 border-line border-t bg-sunken" />,
});

/** Says nothing that the string itself does not; its line is kept free. */
const StringLegend = loaded(async () => (await import("./string-legend.tsx")).StringLegend, {
  ssr: false,
  loading: () => <div className="h-[2.125rem]" />,
});

/** The request, live: the string itself, what Cloudflare stores, what the endpoint receives, and the command that does it. */
export function Preview({ fields, initial }: { fields: FieldList; initial: JobFormValues }) {
  const { saved, several } = useFormSetting();
  const settled = useSettledValues(initial);
  const fill = useCallback(
    (values: JobFormValues) => {
      // For several zones, the first one's job.
      const typed = several?.fill(values) ?? values;
      return { typed, ...withPlaceholders(typed, saved?.values) };
    },
    [several, saved],
  );
  const filled = useMemo(() => fill(settled), [fill, settled]);
  return (
    <section
      id="preview"
      aria-label="Preview"
      className="flex min-w-0 scroll-mt-4 flex-col rounded-card border border-line bg-raised lg:sticky lg:top-4 lg:max-h-[calc(100dvh-10.25rem)] lg:min-h-96 lg:self-start"
    >
      <PreviewHead canCopy={settled.destinationMode !== "keep"} />
      <DestinationText initial={initial} />
      <StringState values={filled.typed} />
      <PreviewTabs filled={filled} fill={fill} fields={fields} />
    </section>
  );
}

/** What is worked out of the whole string; it follows once the keys pause. */
const StringState = memo(function StringState({ values }: { values: JobFormValues }) {
  return (
    <>
      <StringLegend values={values} />
      <Invalid values={values} />
    </>
  );
});

/** Says that the string above would not be sent, and why. */
function Invalid({ values }: { values: JobFormValues }) {
  const { endpoint, query, isEndpointKept, destinationMode, destinationString } = values;
  // An empty string is not an error yet, and the field reports what it cannot read.
  const isOpen = ["", "https://"].includes(endpoint) || query.some((row) => isKept(row) || row.name === "");
  if (isOpen || isEndpointKept || destinationMode === "keep" || destinationString !== "") return null;
  const parsed = parseHttpDestination(formatHttpDestination(destinationOf(values)));
  if (parsed.ok) return null;
  return <p className="px-4 pb-2.5 text-danger text-xs">Invalid destination: {parsed.error.message}</p>;
}
