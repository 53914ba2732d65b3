"use client";

import type { ComponentType } from "react";
import { useWatch } from "react-hook-form";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import type { FieldWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { attackTrafficDatasets, defaultFrequency } from "#lib/logpush/limits.ts";
import { useFormSetting } from "../../form-context.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { OtherSettingsField } from "./other-settings-field.tsx";
import { TransformerField } from "./transformer-field.tsx";

/** In the order of the form. */
const controls: Record<FieldWith<{ section: "more" }>, ComponentType> = {
  filterAttackTraffic: AttackTrafficField,
  kind: KindField,
  frequency: FrequencyField,
};

/** The attributes of a job that have no place of their own above. */
export function MoreFields() {
  const { saved } = useFormSetting();
  const { frequency: Frequency, ...others } = controls;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {Object.entries(others).map(([field, Control]) => (
          <Control key={field} />
        ))}
        <TransformerField />
      </div>
      {saved && !["", defaultFrequency].includes(saved.values.frequency) ? (
        <Frequency />
      ) : (
        <LazyDetails summary="Older settings" isNeeded>
          <Frequency />
        </LazyDetails>
      )}
      <OtherSettingsField />
    </>
  );
}

function AttackTrafficField() {
  const { saved } = useFormSetting();
  const dataset = useWatch<JobFormValues, "dataset">({ name: "dataset" });
  const isOffered = attackTrafficDatasets.includes(dataset);
  // The API has a way to say yes or no, and none to take the answer back.
  const isSet = saved !== undefined && saved.values.filterAttackTraffic !== "";
  return (
    <ChoiceField
      path="filterAttackTraffic"
      help={
        isOffered
          ? "Excludes DDoS attack traffic."
          : `${dataset} has no such setting. ${attackTrafficDatasets.join(", ")} do.`
      }
      options={[
        ...(isSet ? [] : [{ value: "", label: "Not set" }]),
        { value: "on", label: "Excluded", isDisabled: !isOffered },
        { value: "off", label: "Included", isDisabled: !isOffered },
      ]}
    />
  );
}

function KindField() {
  const { saved } = useFormSetting();
  const dataset = useWatch<JobFormValues, "dataset">({ name: "dataset" });
  if (saved && saved.values.kind === "") return null;
  return (
    <ChoiceField
      path="kind"
      isDisabled={saved !== undefined}
      help={
        saved
          ? "The kind can't be changed."
          : "Edge Log Delivery sends directly from the edge, sooner and in smaller batches. Only for http_requests. Can't be changed later."
      }
      options={[
        { value: "", label: "Logpush" },
        { value: "edge", label: "Edge Log Delivery", isDisabled: dataset !== "http_requests" },
      ]}
    />
  );
}

function FrequencyField() {
  return (
    <ChoiceField
      path="frequency"
      help="Deprecated: use the batch limits. high sends many small batches, low sends few large ones."
      options={[
        { value: "", label: "Not set" },
        { value: "high", label: "high" },
        { value: "low", label: "low" },
      ]}
    />
  );
}
