import type { MuteJob } from "#components/alerts/mute-items.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { Mute } from "#lib/logpush/alerts/mute.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { LazyMuteMenu } from "./lazy-mute-menu.tsx";

type MuteCardProps = {
  summary: Pick<JobSummary, "ref" | "name">;
  mute: Mute | null;
  /** Absent where the role does not allow it. */
  muteJob: MuteJob | undefined;
};

/** Whether alerts about the job are held back, with the menu that changes it. */
export function MuteCard({ summary, mute, muteJob }: MuteCardProps) {
  return (
    <section aria-label="Alerts" className="flex min-h-10 min-w-0 flex-wrap items-center gap-x-2 px-4 py-1.5">
      <h2 className="font-semibold">Alerts</h2>
      <span className="text-muted">
        {mute === null ? (
          "On"
        ) : (
          <>
            Muted {mute.isOfScope ? "with the whole zone or account " : ""}until{" "}
            {mute.until === null ? "unmuted" : <LocalTime iso={mute.until} />}
          </>
        )}
      </span>
      {muteJob ? <LazyMuteMenu summary={summary} isMuted={mute !== null && !mute.isOfScope} muteJob={muteJob} /> : null}
    </section>
  );
}
