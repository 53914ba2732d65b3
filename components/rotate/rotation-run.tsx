import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Callout } from "#components/ui/callout.tsx";
import { useLeaveQuestion } from "#components/ui/use-leave-question.ts";
import { useRun } from "#components/ui/use-run.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { NewHeader } from "#lib/logpush/rotate/rotate-header.ts";
import type { RotationJob, RotationOutcome, RotationStep } from "#lib/logpush/rotate/rotation.ts";

import { type Outcomes, RotationTable } from "./rotation-table.tsx";

export type RotationActions = Pick<typeof import("#app/actions/rotate.ts"), "preview" | "rotate">;

type RotationRunProps = Pick<RotationActions, "rotate"> & {
  plan: { header: NewHeader; steps: RotationStep[] };
  jobs: ReadonlyMap<string, RotationJob>;
  onBack: () => void;
};

type Change = Extract<RotationStep, { kind: "change" }>;

/** The plan, and what becomes of it, one job after the other. */
export function RotationRun({ plan, jobs, rotate, onBack }: RotationRunProps) {
  const { header, steps } = plan;
  const run = useRun<Change, RotationOutcome>({
    keyOf: ({ ref }) => jobKey(ref),
    call: ({ ref, version }) => callWriteAction(() => rotate({ header, ref, version })),
    atLimit: "wait",
  });
  const { results: outcomes, current, waitsUntil } = run;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const changes = steps.filter((step): step is Change => step.kind === "change");
  const open = changes.filter(({ ref }) => !outcomes.get(jobKey(ref))?.ok);
  const isRunning = current !== null;
  const hasRun = outcomes.size > 0 || isRunning;
  useLeaveQuestion({
    isEnabled: open.length > 0,
    question: isRunning
      ? "Leave while the rotation runs? It stops after this job, and its results are lost."
      : "Leave? Some jobs do not have the new value yet, and you would have to enter it again.",
    mustAsk: () => true,
  });

  return (
    <section aria-labelledby="rotation-plan" className="grid gap-4">
      <h2 id="rotation-plan" ref={title} tabIndex={-1} className="font-semibold text-base outline-none">
        {hasRun ? "Results" : "Plan"}
      </h2>
      {hasRun || changes.length === 0 ? null : (
        <Callout tone="warn" title="Cloudflare validates each destination with the new value">
          If an endpoint rejects it, the job keeps the old value. Make endpoints accept both values first, and remove
          the old one afterwards.
        </Callout>
      )}
      <RotationTable header={header.name} steps={steps} jobs={jobs} outcomes={outcomes} current={current} />
      <p role="status" className="font-medium text-sm">
        {hasRun ? summaryOf(changes.length, outcomes, isRunning) : ""}
        {waitsUntil === null ? "" : ` ${waitText(waitsUntil)}`}
      </p>
      <div className="flex flex-wrap gap-2">
        {isRunning ? (
          <Button onClick={run.stop}>Stop</Button>
        ) : (
          <>
            {open.length > 0 ? (
              <Button variant="primary" onClick={() => void run.start(open)}>
                {hasRun ? `Try the ${count(open.length)} again` : `Rotate in ${count(open.length)}`}
              </Button>
            ) : null}
            <Button onClick={onBack}>Back</Button>
          </>
        )}
      </div>
    </section>
  );
}

/** A time of day, so that a screen reader is not told every second. */
function waitText(until: number): string {
  const time = new Date(until).toLocaleTimeString("en-GB");
  return `Rate limited. Continues automatically at ${time}.`;
}

function count(jobs: number): string {
  return `${jobs} ${jobs === 1 ? "job" : "jobs"}`;
}

function summaryOf(total: number, outcomes: Outcomes, isRunning: boolean): string {
  const ended = [...outcomes.values()];
  const changed = ended.filter((result) => result.ok && result.value === "changed").length;
  const same = ended.filter((result) => result.ok && result.value === "same").length;
  const failed = ended.filter((result) => !result.ok).length;
  const parts = [
    `${count(changed)} changed`,
    same > 0 ? `${same} already had the value` : "",
    failed > 0 ? `${failed} failed` : "",
    !isRunning && total > ended.length ? `${total - ended.length} not sent` : "",
  ];
  return `${isRunning ? `${ended.length} of ${total}: ` : ""}${parts.filter(Boolean).join(", ")}.`;
}
