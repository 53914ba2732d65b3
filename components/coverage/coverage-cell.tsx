import type { Route } from "next";
import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { Link } from "#components/ui/link.tsx";
import { type StateCounts, stateWords, worstState } from "#lib/logpush/coverage/coverage.ts";

type CoverageCellProps = { scope: string; scopeName: string; dataset: string; states: StateCounts | undefined };

/** How many jobs push a dataset of a zone, and the worst state among them. It leads to these jobs. */
export function CoverageCell({ scope, scopeName, dataset, states }: CoverageCellProps) {
  const worst = states && worstState(states);
  if (!states || !worst) {
    return (
      <>
        <span aria-hidden className="text-line-strong">
          ·
        </span>
        <span className="sr-only">None</span>
      </>
    );
  }
  const count = Object.values(states).reduce((sum, jobs) => sum + jobs, 0);
  const words = stateWords(states, (state) => healthWords[state].word.toLowerCase());
  return (
    <Link
      href={`/?scope=${scope}&dataset=${encodeURIComponent(dataset)}` as Route}
      aria-label={`${scopeName}, ${dataset}: ${count} ${count === 1 ? "job" : "jobs"}, ${words}`}
      title={words}
      className="flex h-10 items-center justify-center gap-2 hover:underline"
    >
      <HealthShape state={worst} />
      {count}
    </Link>
  );
}
