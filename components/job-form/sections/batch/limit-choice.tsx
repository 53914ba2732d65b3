"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { jobAttributes } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { fieldLabels } from "#lib/logpush/job/labels.ts";
import { readLimit } from "#lib/logpush/job/units.ts";
import { uploadLimits } from "#lib/logpush/limits.ts";
import { asTyped } from "../../use-field.ts";
import { type LimitPath, readingOf } from "./limit-reading.ts";

const pressed = "aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-fg";

/** Leaves a limit to the service, or switches it off; the buttons write the text of its input. */
export function LimitChoice({ path }: { path: LimitPath }) {
  const { setValue } = useFormContext<JobFormValues>();
  const setting = readLimit(useWatch<JobFormValues, LimitPath>({ name: path }));
  return (
    <div className="min-w-0">
      <p className="font-medium text-xs">{fieldLabels[path]}</p>
      <p className="mt-0.5 text-muted text-xs">{readingOf(path, setting)}</p>
      {/* Named apart from the input, so that its label names one control. */}
      <fieldset aria-label={`${uploadLimits[jobAttributes[path].key].unit} limit`} className="mt-1.5 flex gap-1.5">
        {(["default", "off"] as const).map((state) => (
          <Button
            key={state}
            size="small"
            className={pressed}
            aria-pressed={setting?.state === state}
            onClick={() => setValue(path, state === "off" ? "off" : "", asTyped)}
          >
            {state === "off" ? "Off" : "Default"}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}
