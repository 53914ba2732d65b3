"use client";

import dynamic from "next/dynamic";
import { useWatch } from "react-hook-form";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { formatBytes, formatCount, readLimit } from "#lib/logpush/job/units.ts";
import { Section } from "../section.tsx";
import { LimitField, type LimitFieldProps } from "./batch/limit-field.tsx";

const Estimator = dynamic(async () => (await import("./batch/estimator.tsx")).Estimator, { ssr: false });

const paths = fieldsWith({ section: "batches" });

const limits: Record<(typeof paths)[number], Omit<LimitFieldProps, "path">> = {
  maxUploadBytes: { show: formatBytes, range: "5 MB to 1 GB" },
  maxUploadRecords: { show: (count) => `${formatCount(count)} records`, range: "1,000 to 1,000,000" },
  maxUploadInterval: { show: (seconds) => `${seconds} seconds`, range: "30 to 300 seconds" },
};

/** How much one request may carry. */
export function BatchSection({ fields }: { fields: LogField[] }) {
  return (
    <Section
      title="Batches"
      description="The most that one request carries; whichever limit is reached first closes the batch."
    >
      <div className="grid gap-4 sm:grid-cols-3">
        {paths.map((path) => (
          <LimitField key={path} path={path} {...limits[path]} />
        ))}
      </div>
      <ClosingReading />
      <LazyDetails summary="What this means at your traffic">
        <Estimator fields={fields} />
      </LazyDetails>
    </Section>
  );
}

/** What the three limits mean together, where one of them alone does not say it. */
function ClosingReading() {
  const texts = useWatch<JobFormValues, typeof paths>({ name: paths });
  const states = texts.map((text) => readLimit(text)?.state);
  if (states.every((state) => state === "off")) {
    return (
      <p className="text-warn text-xs">
        All three limits are off. What closes a batch then is not documented; leave one at its default to be sure.
      </p>
    );
  }
  if (!states.includes("default")) return null;
  return (
    <p className="text-muted text-xs">
      Service default: 30 s, 100,000 records or the destination’s own limit, whichever comes first.
      {states.every((state) => state === "default")
        ? null
        : " Cloudflare documents it for jobs without any limit; here it is taken for each limit that is not set."}
    </p>
  );
}
