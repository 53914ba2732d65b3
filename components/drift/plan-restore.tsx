import { usePlan } from "#components/fleet/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { ChangedJob } from "#lib/logpush/drift/compare-jobs.ts";
import { jobKey } from "#lib/logpush/job/job.ts";

export type CreateRun = typeof import("#app/actions/runs.ts").createRun;

type PlanRestoreProps = { jobs: ChangedJob[]; chosen: ReadonlySet<string>; createRun: CreateRun };

/** Plans a run that gives the selected jobs, or all of them, the settings of the file. */
export function PlanRestore({ jobs, chosen, createRun }: PlanRestoreProps) {
  const { isPlanning, error, plan } = usePlan();
  const selected = jobs.filter(({ ref }) => chosen.has(jobKey(ref)));
  const restored = selected.length > 0 ? selected : jobs;
  if (jobs.length < 2) return null;
  return (
    <>
      <Button
        size="small"
        aria-busy={isPlanning}
        aria-disabled={isPlanning}
        onClick={() => isPlanning || plan(() => createRun({ kind: "drift", groups: groupAlike(restored) }))}
      >
        {selected.length > 0 ? `Plan the restore of ${selected.length}` : `Plan the restore of all ${jobs.length}`}
      </Button>
      {error ? (
        <div className="w-full">
          <ErrorCallout error={error} />
        </div>
      ) : null}
    </>
  );
}

/** Jobs that get the same settings share them: a request has a limited size. */
function groupAlike(
  jobs: readonly ChangedJob[],
): Pick<Parameters<CreateRun>[0] & { kind: "drift" }, "groups">["groups"] {
  const groups = new Map<string, { refs: ChangedJob["ref"][]; set: ChangedJob["set"] }>();
  for (const { ref, set } of jobs) {
    const key = JSON.stringify(set);
    const group = groups.get(key) ?? { refs: [], set };
    group.refs.push(ref);
    groups.set(key, group);
  }
  return [...groups.values()];
}
