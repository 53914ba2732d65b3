"use client";

import { useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { formatBytes, formatCount, readLimit } from "#lib/logpush/job/units.ts";
import { type UploadLimit, uploadLimits } from "#lib/logpush/limits.ts";
import { Section } from "../section.tsx";
import { TextField } from "./text-field.tsx";

/** How much one request may carry. */
export function BatchSection() {
  return (
    <Section
      title="Batches"
      description="The most that one request carries; whichever limit is reached first closes the batch. Leave a field empty for the service default, write 0 to switch a limit off."
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <LimitField
          path="maxUploadBytes"
          label="Max upload bytes"
          limit="max_upload_bytes"
          show={formatBytes}
          range="5 MB to 1 GB"
        />
        <LimitField
          path="maxUploadRecords"
          label="Max upload records"
          limit="max_upload_records"
          show={(count) => `${formatCount(count)} records`}
          range="1,000 to 1,000,000"
        />
        <LimitField
          path="maxUploadInterval"
          label="Max upload interval"
          limit="max_upload_interval_seconds"
          show={(seconds) => `${seconds} seconds`}
          range="30 to 300 seconds"
        />
      </div>
    </Section>
  );
}

type LimitFieldProps = {
  path: "maxUploadBytes" | "maxUploadRecords" | "maxUploadInterval";
  label: string;
  limit: UploadLimit;
  show: (value: number) => string;
  range: string;
};

function LimitField({ path, label, limit, show, range }: LimitFieldProps) {
  const text = useWatch<JobFormValues, LimitFieldProps["path"]>({ name: path });
  const setting = readLimit(text);
  const { min, max } = uploadLimits[limit];
  const isInRange = setting?.state === "value" && setting.value >= min && setting.value <= max;
  const reading = isInRange ? `= ${show(setting.value)}` : setting?.state === "off" ? "Off" : "Service default";
  return (
    <TextField path={path} label={label} inputMode="text" placeholder={String(min)} help={`${reading} · ${range}`} />
  );
}
