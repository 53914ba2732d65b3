"use client";

import { ArrowDown } from "lucide-react";
import { useWatch } from "react-hook-form";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { segmentDestination } from "#lib/logpush/destination/segments.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** On narrow screens the preview is far below: the endpoint stays in sight here, and leads there. */
export function PreviewBar() {
  const endpoint = useWatch<JobFormValues, "endpoint">({ name: "endpoint" });
  const text = segmentDestination({ endpoint, isEndpointKept: false, query: [] })
    .map((segment) => (segment.isSecret ? mask : segment.text))
    .join("");
  return (
    <a
      href="#preview"
      className="fixed inset-x-0 bottom-0 z-10 flex h-12 items-center gap-2 border-line border-t bg-raised px-4 shadow-pop lg:hidden"
    >
      <span className="font-medium text-sm">Preview</span>
      <span aria-hidden className="min-w-0 flex-1 truncate font-mono text-muted text-xs">
        {text}
      </span>
      <ArrowDown aria-hidden className="size-4 shrink-0 text-muted" />
    </a>
  );
}
