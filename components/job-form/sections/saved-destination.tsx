"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped, fieldId } from "../use-field.ts";

/** A destination that the form cannot edit piece by piece. */
export function KeptDestination() {
  const { saved, copied } = useFormSetting();
  const destination = saved?.summary.destination ?? copied?.destination;
  if (!destination) return null;
  const shown = destination.scheme
    ? `${destination.scheme}://${destination.host}${destination.path}`
    : "unreadable destination";
  return (
    <Callout tone="info" title={<span className="font-mono">{shown}</span>}>
      {destination.reason
        ? `Kept unchanged, because it cannot be parsed safely: ${destination.reason.message}`
        : `A ${destination.scheme}:// destination is kept unchanged. You can change all other settings.`}
    </Callout>
  );
}

/** The way to a fresh destination, and back to the saved one. */
export function WholeDestination() {
  const { saved, copied } = useFormSetting();
  const { setValue } = useFormContext<JobFormValues>();
  const [mode, query] = useWatch<JobFormValues, ["destinationMode", "query"]>({ name: ["destinationMode", "query"] });
  const stored = saved?.values ?? copied?.values;
  if (!stored) return null;
  const isReplaced =
    mode === "edit" && (stored.destinationMode === "keep" || query.every((row) => row.saved === undefined));
  const show = (values: Pick<JobFormValues, "destinationMode" | "isEndpointKept" | "endpoint" | "query">) => {
    setValue("destinationMode", values.destinationMode, asTyped);
    setValue("isEndpointKept", values.isEndpointKept, asTyped);
    setValue("endpoint", values.endpoint, { shouldDirty: true });
    setValue("query", values.query, { shouldDirty: true });
    setValue("destinationString", "");
  };
  return isReplaced && (stored.query.length > 0 || stored.destinationMode === "keep") ? (
    <Button className="justify-self-start" onClick={() => show(stored)}>
      Keep the saved destination
    </Button>
  ) : (
    <Button
      // In place of the endpoint's field, which a destination that is kept as a whole does not have.
      id={mode === "keep" ? fieldId("endpoint") : undefined}
      className="justify-self-start"
      onClick={() => show({ destinationMode: "edit", isEndpointKept: false, endpoint: "", query: [] })}
    >
      Replace whole destination
    </Button>
  );
}
