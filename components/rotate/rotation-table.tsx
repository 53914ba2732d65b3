import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { inSentences, type Result } from "#lib/logpush/result.ts";
import type { RotationJob, RotationOutcome, RotationStep } from "#lib/logpush/rotate/rotation.ts";

/** How each job ended, by key; those that were not sent have no entry. */
export type Outcomes = ReadonlyMap<string, Result<RotationOutcome>>;

type RotationTableProps = {
  header: string;
  steps: RotationStep[];
  jobs: ReadonlyMap<string, RotationJob>;
  outcomes: Outcomes;
  /** The job that is under way; null while none is. */
  current: string | null;
};

/** One row for each job: its destination with the changed piece marked, and what becomes of it. */
export function RotationTable({ header, steps, jobs, outcomes, current }: RotationTableProps) {
  return (
    <section
      aria-label="Jobs of the rotation"
      tabIndex={0}
      className="max-h-[32rem] overflow-y-auto rounded-card border border-line bg-raised"
    >
      <ul className="divide-y divide-line">
        {steps.map((step) => {
          const job = jobs.get(jobKey(step.ref));
          return job ? (
            <li
              key={jobKey(step.ref)}
              className="grid gap-1 px-3 py-2 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] sm:gap-4"
            >
              <div className="min-w-0">
                <Link href={jobHref(job.ref)} className="font-medium underline-offset-4 hover:underline">
                  <bdi>{jobLabel(job)}</bdi>
                </Link>{" "}
                <span className="text-muted text-xs">{job.scopeName}</span>
                <p className="truncate font-mono text-muted text-xs">
                  {job.destination.host}
                  {job.destination.path}
                </p>
                {step.kind === "change" ? (
                  <p className="font-mono text-xs">
                    {header}: <del className="text-muted">{step.before}</del> →{" "}
                    <ins className="text-code-value no-underline">{step.after}</ins>
                  </p>
                ) : null}
              </div>
              <Outcome step={step} result={outcomes.get(jobKey(step.ref))} current={current} />
            </li>
          ) : null;
        })}
      </ul>
    </section>
  );
}

type OutcomeProps = { step: RotationStep; result: Result<RotationOutcome> | undefined; current: string | null };

function Outcome({ step, result, current }: OutcomeProps) {
  if (step.kind === "same") return <p className="text-muted">Already has this value</p>;
  if (step.kind === "problem") return <p className="text-warn">Skipped: {inSentences(step.error)}</p>;
  if (current === jobKey(step.ref)) return <p className="animate-pulse">Cloudflare is validating the destination…</p>;
  if (!result) return <p className="text-muted">{current ? "Queued" : "Will change"}</p>;
  if (result.ok) {
    return result.value === "changed" ? (
      <p className="text-ok">✓ Changed</p>
    ) : (
      <p className="text-muted">Already had this value</p>
    );
  }
  const { error } = result;
  return <p className="text-danger [overflow-wrap:anywhere]">✗ {inSentences(error)}</p>;
}
