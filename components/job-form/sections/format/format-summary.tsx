"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { describeFormat } from "#lib/logpush/output/layouts.ts";
import { useFormatValues } from "./use-format-values.ts";

/** The format in one line, for the closed disclosure. */
export function FormatSummary() {
  const { control } = useFormContext<JobFormValues>();
  const [cve, merge] = useWatch({ control, name: ["cveRedaction", "mergeSubrequests"] });
  const words = [describeFormat(useFormatValues())];
  if (cve) words.push("CVE-2021-44228");
  if (merge) words.push("subrequests merged");
  return <span className="min-w-0 text-muted [overflow-wrap:anywhere]">{words.join(" · ")}</span>;
}
