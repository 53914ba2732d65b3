import { Link } from "#components/ui/link.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { itemStates, planOutcomes } from "#lib/logpush/plan/run.ts";
import type { RunQuery, RunView } from "#lib/logpush/plan/run-view.ts";
import { runHref } from "./run-href.ts";
import { OutcomeBadge } from "./run-words.tsx";

const frame = "flex h-9 items-center gap-2 rounded-control border px-2.5 font-semibold tabular-nums";

/** How many items have each outcome; a press shows these alone, a second one all of them. */
export function RunFilters({ run, query }: { run: RunView; query: RunQuery }) {
  const counts = run.shown === "plan" ? run.plan : run.results;
  const outcomes = run.shown === "plan" ? planOutcomes : itemStates;
  const shown = outcomes.filter((outcome) => count(counts, outcome) > 0 || outcome === query.outcome);
  return (
    <nav aria-label="Filter by outcome" className="mb-3 flex flex-wrap items-center gap-2">
      {shown.map((outcome) => {
        const isChosen = outcome === query.outcome;
        return (
          <Link
            key={outcome}
            href={runHref(run.id, { ...query, outcome: isChosen ? undefined : outcome, page: 1 })}
            scroll={false}
            aria-current={isChosen ? "true" : undefined}
            className={`${frame} ${isChosen ? "border-accent bg-accent-soft" : "border-line-control bg-raised hover:bg-hover"}`}
          >
            {formatCount(count(counts, outcome))} <OutcomeBadge outcome={outcome} />
          </Link>
        );
      })}
      {run.state === "planned" ? null : (
        <Link
          href={runHref(run.id, { show: run.shown === "plan" ? "results" : "plan", outcome: undefined, page: 1 })}
          scroll={false}
          className="ml-auto text-muted text-xs underline underline-offset-4 hover:text-fg"
        >
          {run.shown === "plan" ? "Show the results" : "Show the plan"}
        </Link>
      )}
    </nav>
  );
}

function count(counts: Partial<Record<string, number>>, outcome: string): number {
  return counts[outcome] ?? 0;
}
