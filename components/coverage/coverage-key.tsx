import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { type HealthState, healthStates } from "#lib/logpush/job/health-states.ts";

const wordOf = (state: HealthState): string => healthWords[state].word;
/** States with one word have one shape. */
const shown = healthStates.filter((state, index) => !healthStates.slice(0, index).map(wordOf).includes(wordOf(state)));

/** What the shapes mean. */
export function CoverageKey() {
  return (
    <ul aria-label="Key" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {shown.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <HealthShape state={state} />
          {healthWords[state].word}
        </li>
      ))}
    </ul>
  );
}
