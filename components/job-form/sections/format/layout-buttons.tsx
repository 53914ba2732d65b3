"use client";

import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type Layout, layoutOf, layouts, layoutValues } from "#lib/logpush/output/layouts.ts";
import { asTyped } from "../../use-field.ts";
import { useFormatValues } from "./use-format-values.ts";

/** Sets all settings of a usual layout at once. */
export function LayoutButtons() {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const current = layoutOf(useFormatValues());

  function apply(layout: Layout) {
    const values = layoutValues(layout, getValues("fieldNames"));
    setValue("outputType", values.outputType, asTyped);
    setValue("batchPrefix", values.batchPrefix, asTyped);
    setValue("batchSuffix", values.batchSuffix, asTyped);
    setValue("recordPrefix", values.recordPrefix, asTyped);
    setValue("recordSuffix", values.recordSuffix, asTyped);
    setValue("recordDelimiter", values.recordDelimiter, asTyped);
    setValue("fieldDelimiter", values.fieldDelimiter, asTyped);
    setValue("recordTemplate", values.recordTemplate, asTyped);
  }

  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">Layout</legend>
      <div className="flex flex-wrap gap-2">
        {layouts.map((layout) => (
          <Button
            key={layout}
            size="small"
            aria-pressed={layout === current}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            onClick={() => apply(layout)}
          >
            {layout}
          </Button>
        ))}
      </div>
      <p className="mt-1.5 text-muted text-xs">Each sets every field below; the preview shows the result.</p>
    </fieldset>
  );
}
