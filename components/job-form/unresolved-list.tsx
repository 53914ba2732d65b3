"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { isChoiceField } from "#lib/logpush/job/choice-fields.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels, isLabeled } from "#lib/logpush/job/labels.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { checkUnresolved, listUnresolved } from "#lib/logpush/job/unresolved.ts";
import { focusField } from "./focus-field.ts";
import { fieldId } from "./use-field.ts";

/** Each field that waits for a value, as a link to it, with a way to say that what it shows is the value. */
export function UnresolvedList() {
  const form = useFormContext<JobFormValues>();
  const values = useWatch({ control: form.control, compute: (typed: JobFormValues) => typed });
  const errors = checkUnresolved(values);
  if (errors.length === 0) return null;

  function accept(at: string) {
    const accepted = listUnresolved(values).filter((item) => item.at === at);
    const left = (values.unresolved ?? []).filter((entry) => !accepted.some((item) => item.entry === entry));
    form.setValue("unresolved", left, { shouldDirty: true });
    form.trigger();
  }

  return (
    <section aria-label="Values to fill in" className="mb-6">
      <Callout
        tone="warn"
        title={`${countOf(errors.length, "field")} from the import still ${errors.length === 1 ? "needs" : "need"} a value`}
      >
        <ul className="grid gap-2">
          {errors.map(({ at = "", message }) => (
            <li key={at} className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <a
                className="min-w-0 underline [overflow-wrap:anywhere]"
                href={`#${fieldId(at)}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(at);
                }}
              >
                {labelOf(at)}
              </a>
              <span className="min-w-0 [overflow-wrap:anywhere]">{message}</span>
              <Button size="small" aria-label={`${acceptLabel(values, at)}: ${labelOf(at)}`} onClick={() => accept(at)}>
                {acceptLabel(values, at)}
              </Button>
            </li>
          ))}
        </ul>
      </Callout>
    </section>
  );
}

function labelOf(at: string): string {
  if (isLabeled(at)) return fieldLabels[at];
  const [, row = "0", part = ""] = /^query\.(\d+)\.(\w+)$/.exec(at) ?? [];
  return `Destination row ${Number(row) + 1}, ${part}`;
}

function acceptLabel(values: JobFormValues, at: string): string {
  if (!isChoiceField(at)) return "Use as is";
  const value = values[at];
  if (typeof value === "boolean") return value ? "Keep on" : "Keep off";
  return value === "" ? "Leave unset" : "Keep it";
}
