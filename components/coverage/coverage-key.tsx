import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { healthStates } from "#lib/logpush/job/health.ts";

/** What the shapes mean. */
export function CoverageKey() {
  return (
    <ul aria-label="Key" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      {healthStates.map((state) => (
        <li key={state} className="flex items-center gap-1.5">
          <HealthShape state={state} />
          {healthWords[state].word}
        </li>
      ))}
    </ul>
  );
}
