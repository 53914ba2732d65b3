import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";

/** A state that is no failure and worth a sentence: quiet, waiting, just saved, disabled. Nothing for a healthy job. */
export function StateNotice({ head: { summary } }: { head: JobHead }) {
  const { health, advice } = summary;
  if (health.state === "healthy" && advice.notes.length === 0) return null;
  const isWarning = health.state === "stale";
  return (
    <section
      aria-label="State"
      className={`flex gap-3 rounded-card border px-4 py-3 ${isWarning ? "border-line bg-warn-soft" : "border-line bg-raised"}`}
    >
      <span className="mt-1">
        <HealthShape state={health.state} />
      </span>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <h2 className="font-semibold">{healthWords[health.state].word}</h2>
        <p className="max-w-[80ch] text-muted">
          {[...advice.notes, health.state === "healthy" ? "" : advice.nextStep].filter(Boolean).join(" ")}
        </p>
      </div>
    </section>
  );
}
