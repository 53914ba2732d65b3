import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";
import { phaseWords } from "./phase-words.ts";

const phases: DeliveryPhase[] = ["resolve", "connect", "tls", "send", "wait", "read"];

/** The phases of a delivery under way: those behind it, the one it is in, those to come. */
export function DeliveryProgress({ phase }: { phase: DeliveryPhase | null }) {
  const at = phase === null ? -1 : phases.indexOf(phase);
  return (
    <div className="grid gap-1.5">
      <p className="text-sm">{phase === null ? "Starting…" : `${phaseWords[phase]}…`}</p>
      <div aria-hidden className="flex gap-1">
        {phases.map((each, index) => (
          <span
            key={each}
            className={`h-1 flex-1 rounded-full ${index < at ? "bg-accent" : index === at ? "animate-pulse bg-accent" : "bg-sunken"}`}
          />
        ))}
      </div>
    </div>
  );
}
