"use client";

import { useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { isTransformerOnly } from "#lib/logpush/job/transformer-only.ts";
import { defaultFrequency } from "#lib/logpush/limits.ts";
import { Fold } from "../fold.tsx";

const MoreFields = loaded(async () => (await import("./more/more-fields.tsx")).MoreFields, { ssr: false });

const paths = [...fieldsWith({ section: "more" }), "otherSettings"] as const;

/** Settings that few jobs need; closed, it says which of them are set. */
export function MoreSettings() {
  const values = useWatch<JobFormValues, typeof paths>({ name: paths });
  const isSet = (path: (typeof paths)[number], index: number) =>
    Boolean(values[index]) && !(path === "frequency" && values[index] === defaultFrequency);
  const labelOf = (path: (typeof paths)[number], text: string) =>
    path === "otherSettings" && isTransformerOnly(text) ? "Transformer" : fieldLabels[path];
  const set = paths.flatMap((path, index) => (isSet(path, index) ? [labelOf(path, values[index] ?? "")] : []));
  return (
    <Fold title="More settings" summary={set.length === 0 ? "None set" : `Set: ${set.join(", ")}`} paths={paths}>
      <MoreFields />
    </Fold>
  );
}
