"use client";

import { usePlan } from "#components/fleet/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { countOf } from "#lib/logpush/job/units.ts";
import type { WatchedJobs } from "#lib/logpush/usage/field-watch.ts";

export type PlanFieldChange = typeof import("#app/actions/plans.ts").planFieldChange;

/** Gives all affected jobs the new field, or takes an old one out of them, by a run. */
export function PlanFieldChangeButton({ shown, plan: make }: { shown: WatchedJobs; plan: PlanFieldChange }) {
  const { isPlanning, error, plan } = usePlan();
  const { kind, dataset, change } = shown;
  const jobs = countOf(change.jobs, "job");
  return (
    <div className="mb-3 grid justify-items-start gap-2">
      <Button
        variant="primary"
        aria-busy={isPlanning}
        aria-disabled={isPlanning}
        onClick={() => isPlanning || void plan(() => make({ kind, dataset, field: change.name }))}
      >
        {isPlanning ? "Planning…" : change.what === "new" ? `Add to ${jobs}` : `Remove from ${jobs}`}
      </Button>
      {error ? <ErrorCallout error={error} /> : null}
    </div>
  );
}
