"use client";

import { InPlace } from "#components/ui/in-place.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import { inWords } from "./stale-after.ts";

const ThresholdForm = loaded(async () => (await import("./threshold-form.tsx")).ThresholdForm, {
  ssr: false,
  loading: () => <p className="min-h-9 text-muted">Loading…</p>,
});

type ThresholdCardProps = {
  head: Pick<JobHead, "summary" | "staleAfterMinutes">;
  /** Absent where the role does not allow it. */
  setStaleAfter: typeof import("#app/actions/jobs.ts").setStaleAfter | undefined;
};

/** After how long without a delivery the job counts as quiet, with its change in place. */
export function ThresholdCard({ head: { summary, staleAfterMinutes: threshold }, setStaleAfter }: ThresholdCardProps) {
  const { own, ofDataset } = threshold;
  return (
    <section aria-label="No-data threshold" className="min-w-0 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2">
        <h2 className="font-semibold">No-data threshold</h2>
        <span className="text-muted">
          {inWords(own ?? ofDataset)}
          {own === null ? " (default)" : ""}
        </span>
        {setStaleAfter ? (
          <InPlace
            label={
              <>
                Change<span className="sr-only"> threshold</span>
              </>
            }
          >
            {(form) => (
              <ThresholdForm
                {...{ jobRef: summary.ref, dataset: summary.dataset, threshold, setStaleAfter, ...form }}
              />
            )}
          </InPlace>
        ) : null}
      </div>
    </section>
  );
}
