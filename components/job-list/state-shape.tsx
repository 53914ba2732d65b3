import type { HealthState } from "#lib/logpush/job/health.ts";
import { healthWords } from "./health-words.ts";

/** The shape of a state, out of the page's sprite. */
export function StateShape({ state }: { state: HealthState }) {
  return (
    <svg aria-hidden="true" className={`shape ${healthWords[state].tone}`}>
      <use href={`#st-${state}`} />
    </svg>
  );
}
