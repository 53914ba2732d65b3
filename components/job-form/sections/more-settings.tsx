"use client";

import dynamic from "next/dynamic";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import { LazyDetails } from "#components/ui/lazy-details.tsx";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { defaultFrequency } from "#lib/logpush/limits.ts";

const MoreFields = dynamic(async () => (await import("./more/more-fields.tsx")).MoreFields, { ssr: false });

const paths = [...fieldsWith({ section: "more" }), "otherSettings"] as const;

/** Settings that few jobs need; closed, it says which of them are set. */
export function MoreSettings() {
  const values = useWatch<JobFormValues, typeof paths>({ name: paths });
  const isSet = (path: (typeof paths)[number], index: number) =>
    Boolean(values[index]) && !(path === "frequency" && values[index] === defaultFrequency);
  const set = paths.filter(isSet).map((path) => fieldLabels[path]);
  const { control } = useFormContext<JobFormValues>();
  const { errors } = useFormState({ control, name: paths });
  return (
    <div className="border-line border-t py-6">
      <LazyDetails
        summary="More settings"
        note={set.length === 0 ? undefined : `Set: ${set.join(", ")}`}
        isNeeded={paths.some((path) => errors[path])}
      >
        <MoreFields />
      </LazyDetails>
    </div>
  );
}
