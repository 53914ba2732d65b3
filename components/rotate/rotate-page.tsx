"use client";

import { useState } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { isSameName, type NewHeader } from "#lib/logpush/rotate/rotate-header.ts";
import { groupHeaders, type RotationReading, type RotationStep } from "#lib/logpush/rotate/rotation.ts";
import { RotationChoice } from "./rotation-choice.tsx";
import { type RotationActions, RotationRun } from "./rotation-run.tsx";

type RotatePageProps = { reading: RotationReading; initialHeader: string; actions: RotationActions };

/** A plan that was previewed: the header with its new value, which stays in this page's memory alone, and the steps. */
type Plan = { header: NewHeader; steps: RotationStep[] };

/** A new value for one header of many jobs: choose, preview, run, see what became of each. */
export function RotatePage({ reading, initialHeader, actions }: RotatePageProps) {
  const isHydrated = useHydrated();
  const groups = groupHeaders(reading.jobs);
  const [name, setName] = useState(
    () => groups.find((group) => isSameName(group.name, initialHeader))?.name ?? groups[0]?.name ?? "",
  );
  const group = groups.find((each) => each.name === name);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const [plan, setPlan] = useState<Plan | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const jobs = new Map(reading.jobs.map((job) => [jobKey(job.ref), job]));

  async function makePlan(value: string) {
    const refs = [...chosen].flatMap((key) => jobs.get(key)?.ref ?? []);
    setIsBusy(true);
    setError(null);
    const header = { name, value };
    const steps = await callAction(() => actions.preview({ header, refs }));
    setIsBusy(false);
    if (steps.ok) setPlan({ header, steps: steps.value });
    else setError(steps.error);
  }

  return (
    <>
      <PageHeader title="Rotate secrets">
        Set a new header value in several jobs, for example before a token expires. Nothing else in their destinations
        changes.
      </PageHeader>
      <div className="grid gap-5">
        {reading.failures.map(({ scope, error: failure }) => (
          <Callout key={scope.path} tone="warn" title={`Jobs of ${scope.name} could not be read.`}>
            {failure.message} {failure.nextStep}
          </Callout>
        ))}
        {group ? (
          <fieldset disabled={!isHydrated} hidden={plan !== null} className="min-w-0">
            <RotationChoice
              groups={groups}
              group={group}
              chosen={chosen}
              isBusy={isBusy}
              onChooseHeader={(next) => {
                setName(next);
                setChosen(new Set());
              }}
              onChoose={setChosen}
              onPreview={makePlan}
            />
          </fieldset>
        ) : (
          <Callout title="No jobs send a header">Only HTTP destinations have headers.</Callout>
        )}
        {error ? <ErrorCallout error={error} /> : null}
        {plan ? <RotationRun plan={plan} jobs={jobs} rotate={actions.rotate} onBack={() => setPlan(null)} /> : null}
      </div>
    </>
  );
}
