import type { HealthState } from "#lib/logpush/job/health.ts";
import { HealthShape } from "./health-shape.tsx";
import { healthWords } from "./health-words.ts";

/** A state as shape and word. */
export function HealthWord({ state }: { state: HealthState }) {
  return (
    <span className="flex items-center gap-2 font-medium">
      <HealthShape state={state} />
      {healthWords[state].word}
    </span>
  );
}
