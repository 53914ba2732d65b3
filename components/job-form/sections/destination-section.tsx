"use client";

import { useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { useQueryRows } from "../use-query-rows.ts";
import { AuthField } from "./auth-field.tsx";
import { EndpointField } from "./endpoint-field.tsx";
import { QueryRows } from "./query-rows.tsx";

/** Only a saved job needs these. */
const KeptDestination = loaded(async () => (await import("./saved-destination.tsx")).KeptDestination);
const WholeDestination = loaded(async () => (await import("./saved-destination.tsx")).WholeDestination);
const RemovedRows = loaded(async () => (await import("./removed-rows.tsx")).RemovedRows);

/** Where the logs go: endpoint, credentials, headers and parameters. */
export function DestinationSection() {
  const { saved } = useFormSetting();
  const rows = useQueryRows();
  const mode = useWatch<JobFormValues, "destinationMode">({ name: "destinationMode" });
  return (
    <>
      {mode === "keep" ? (
        <KeptDestination />
      ) : (
        <>
          <EndpointField />
          <AuthField />
          <QueryRows rows={rows} />
          {saved ? <RemovedRows /> : null}
        </>
      )}
      {saved ? <WholeDestination /> : null}
    </>
  );
}
