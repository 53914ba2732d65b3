"use client";

import dynamic from "next/dynamic";
import { useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { Section } from "../section.tsx";
import { useQueryRows } from "../use-query-rows.ts";
import { AuthHelper } from "./auth-helper.tsx";
import { EndpointField } from "./endpoint-field.tsx";
import { HeaderRows, ParameterRows } from "./query-rows.tsx";

/** Only a saved job needs these. */
const KeptDestination = dynamic(async () => (await import("./saved-destination.tsx")).KeptDestination);
const WholeDestination = dynamic(async () => (await import("./saved-destination.tsx")).WholeDestination);
const RemovedRows = dynamic(async () => (await import("./removed-rows.tsx")).RemovedRows);
/** Where the logs go: endpoint, headers and parameters, bound both ways to the destination string. */
export function DestinationSection() {
  const { saved } = useFormSetting();
  const rows = useQueryRows();
  const mode = useWatch<JobFormValues, "destinationMode">({ name: "destinationMode" });
  return (
    <Section
      title="Destination"
      description="Plain text in, percent-encoding out: type values as your server should read them."
    >
      {mode === "keep" ? (
        <KeptDestination />
      ) : (
        <>
          <EndpointField />
          <HeaderRows rows={rows} />
          <AuthHelper />
          <ParameterRows rows={rows} />
          {saved ? <RemovedRows /> : null}
        </>
      )}
      {saved ? <WholeDestination /> : null}
    </Section>
  );
}
