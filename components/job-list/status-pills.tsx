import type { ReactNode } from "react";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { HealthState } from "#lib/logpush/job/health.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { healthWords } from "./health-words.ts";
import { StateShape } from "./state-shape.tsx";

/** The states of each pill; the first names it. A just saved job waits like a new one. */
const pills: [HealthState, ...HealthState[]][] = [
  ["failing"],
  ["disabled-by-failure"],
  ["stale"],
  ["pending", "settling"],
  ["healthy"],
  ["disabled"],
];

type StatusPillsProps = {
  counts: JobPage["counts"];
  chosen: HealthState | undefined;
  onChoose: (state: HealthState | undefined) => void;
};

/** How many jobs are in each state; pressing one shows only those. */
export function StatusPills({ counts, chosen, onChoose }: StatusPillsProps) {
  const total = Object.values(counts).reduce((sum, jobs) => sum + jobs, 0);
  return (
    <fieldset className="-mx-4 mb-2 flex min-w-0 gap-0.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] sm:-mx-6 sm:px-6">
      <legend className="sr-only">Status</legend>
      <Pill isChosen={chosen === undefined} count={total} onPress={() => onChoose(undefined)}>
        All
      </Pill>
      {pills.map((states) => {
        const [health] = states;
        const isChosen = states.some((state) => state === chosen);
        return (
          <Pill
            key={health}
            isChosen={isChosen}
            count={states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)}
            onPress={() => onChoose(isChosen ? undefined : health)}
          >
            <StateShape state={health} />
            {healthWords[health].word}
          </Pill>
        );
      })}
    </fieldset>
  );
}

type PillProps = { isChosen: boolean; count: number; onPress: () => void; children: ReactNode };

function Pill({ isChosen, count, onPress, children }: PillProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onPress}
      className="inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-control px-2.5 font-medium text-muted text-xs hover:bg-hover hover:text-fg aria-pressed:bg-chosen aria-pressed:text-fg max-sm:h-9"
    >
      {children}
      <span className="text-fg tabular-nums">{formatCount(count)}</span>
    </button>
  );
}
