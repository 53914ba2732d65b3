"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { readIsOn, storeIsOn } from "#components/ui/auto-refresh-choice.ts";
import { type Refreshed, useAutoRefresh } from "#components/ui/use-auto-refresh.ts";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { errorOf } from "#lib/logpush/result.ts";

/** The store tells of changes at once; this is for the ages and clocks on the page. */
const intervalMs = 15_000;

type JobLiveProps = { jobRef: JobRef; reading: string };

/** Keeps the page current, and says so with a dot. One press pauses it. */
export function JobLive({ jobRef: { scopeKind, scopeId }, reading }: JobLiveProps) {
  const router = useRouter();
  const [isOn, setIsOn] = useState(readIsOn);
  const { isStopped, resume } = useAutoRefresh({
    ...{ isOn, intervalMs, reading, refresh },
    events: `/jobs/changes?scope=${scopeKind}/${scopeId}`,
  });
  const isRunning = isOn && !isStopped;

  /** Asked first, because a refresh without an answer would make the router load the whole page. */
  async function refresh(): Promise<Refreshed> {
    const isThere = await fetch("/healthz", { cache: "no-store" }).then(
      (response) => response.ok,
      () => false,
    );
    if (isThere) router.refresh();
    return isThere || errorOf(browserErrors, "E_SERVER_SILENT");
  }

  function toggle() {
    setIsOn(!isRunning);
    storeIsOn(!isRunning);
    resume();
  }

  return (
    <button
      type="button"
      aria-pressed={isRunning}
      title={isRunning ? "Updates automatically. Press to pause." : "Press to update automatically."}
      onClick={toggle}
      className="flex h-6 items-center gap-1.5 rounded-control px-1.5 text-muted text-xs hover:bg-hover"
    >
      <span
        aria-hidden
        className={`size-[7px] rounded-full ${isRunning ? "bg-ok ring-3 ring-ok/20" : "border border-line-strong"}`}
      />
      {isRunning ? "Live" : "Paused"}
    </button>
  );
}
