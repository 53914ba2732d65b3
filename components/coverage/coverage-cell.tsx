import type { Route } from "next";
import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { Link } from "#components/ui/link.tsx";
import { cellKey, type StateCounts, stateWords, worstState } from "#lib/logpush/coverage/coverage.ts";

type CoverageCellProps = {
  scope: string;
  scopeName: string;
  dataset: string;
  states: StateCounts | undefined;
  /** For those who can do something with a selection. */
  isSelectable: boolean;
};

/**
 * How many jobs push a dataset of a zone, and the worst state among them. The number leads to these jobs; everywhere
 * else, a press selects the cell.
 */
export function CoverageCell({ scope, scopeName, dataset, states, isSelectable }: CoverageCellProps) {
  const worst = states && worstState(states);
  const count = states ? Object.values(states).reduce((sum, jobs) => sum + jobs, 0) : 0;
  const words = states ? stateWords(states, (state) => healthWords[state].word.toLowerCase()) : "";
  const content = worst ? (
    <Link
      href={`/?scope=${scope}&dataset=${encodeURIComponent(dataset)}` as Route}
      aria-label={`${scopeName}, ${dataset}: ${count} ${count === 1 ? "job" : "jobs"}, ${words}`}
      title={words}
      className="flex h-8 items-center justify-center gap-2 px-1 hover:underline"
    >
      <HealthShape state={worst} />
      {count}
    </Link>
  ) : (
    <>
      <span aria-hidden className="text-line-strong">
        ·
      </span>
      {isSelectable ? null : <span className="sr-only">None</span>}
    </>
  );
  if (!isSelectable) return <div className="flex h-10 items-center justify-center">{content}</div>;
  return (
    <div className="coverage-cell">
      <input
        type="checkbox"
        autoComplete="off"
        data-cell={cellKey(scope, dataset)}
        aria-label={`Select ${scopeName}, ${dataset}${worst ? "" : ": no job"}`}
      />
      {content}
    </div>
  );
}
