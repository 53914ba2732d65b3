"use client";

import { usePlan } from "#components/fleet/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";

type CleanUpProps = { id: string; planCleanup: typeof import("#app/actions/plans.ts").planCleanup };

/** The last step of a consolidation, when somebody wants it: the disabled zone jobs go. */
export function CleanUp({ id, planCleanup }: CleanUpProps) {
  const { isPlanning, error, plan } = usePlan();
  return (
    <Callout tone="ok" title="The account job delivers, and the zone jobs are disabled">
      <p>Delete the zone jobs when you no longer need to go back. Until then, Roll back restores everything.</p>
      {error ? <ErrorCallout error={error} /> : null}
      <Button
        size="small"
        className="mt-2"
        aria-busy={isPlanning}
        aria-disabled={isPlanning}
        onClick={() => isPlanning || void plan(() => planCleanup({ id }))}
      >
        Plan their deletion
      </Button>
    </Callout>
  );
}
