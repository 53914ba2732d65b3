"use client";

import { useRouter } from "next/navigation";
import { LiveMark } from "#components/ui/live-mark.tsx";
import type { Refreshed } from "#components/ui/use-auto-refresh.ts";
import { useLive } from "#components/ui/use-live.ts";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { errorOf } from "#lib/logpush/result.ts";

/** The store tells of changes at once; this is for the ages and clocks on the page. */
const intervalMs = 15_000;

type JobLiveProps = { jobRef: JobRef; reading: string };

/** Keeps the page current, and says so with a dot. One press pauses it. */
export function JobLive({ jobRef: { scopeKind, scopeId }, reading }: JobLiveProps) {
  const router = useRouter();
  const { isRunning, toggle } = useLive({
    ...{ intervalMs, reading, refresh },
    events: `/jobs/changes?scope=${scopeKind}/${scopeId}`,
  });

  /** Asked first, because a refresh without an answer would make the router load the whole page. */
  async function refresh(): Promise<Refreshed> {
    const isThere = await fetch("/healthz", { cache: "no-store" }).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) router.refresh();
    return isThere || errorOf(browserErrors, "E_SERVER_SILENT");
  }

  return (
    <button
      type="button"
      aria-pressed={isRunning}
      title={isRunning ? "Updates automatically. Press to pause." : "Press to update automatically."}
      onClick={toggle}
      className="flex h-6 items-center gap-1.5 rounded-control px-1.5 text-muted text-xs hover:bg-hover"
    >
      <LiveMark isRunning={isRunning} />
    </button>
  );
}
