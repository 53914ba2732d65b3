"use client";

import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { readIsOn, storeIsOn } from "#components/ui/auto-refresh-choice.ts";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { pollText } from "#components/ui/poll-text.ts";
import { useAutoRefresh } from "#components/ui/use-auto-refresh.ts";
import { useRefresh } from "#components/ui/use-refresh.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";

type ListLiveProps = { page: JobPage; again: () => Promise<boolean | AppError> };

/** Whether the list keeps itself up to date, and if not, how old it is and the way to a newer one. */
export function ListLive({ page, again }: ListLiveProps) {
  const [isOn, setIsOn] = useState(readIsOn);
  const { refresh, isRefreshing, isUnreachable } = useRefresh();
  const { isStopped, refused, resume } = useAutoRefresh({
    ...{ isOn, intervalMs: page.pollSchedule.intervalMs, refresh: again },
    ...{ reading: String(page.nowMs), events: "/jobs/changes" },
  });
  const isRunning = isOn && !isStopped;

  function turn() {
    setIsOn(!isRunning);
    storeIsOn(!isRunning);
    resume();
  }

  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-1 text-muted text-xs">
      <button
        type="button"
        onClick={turn}
        title={isRunning ? `Updates ${pollText(page.pollSchedule)}. Press to pause.` : "Press to update automatically."}
        className="inline-flex h-7 items-center gap-1.5 rounded-control px-1.5 hover:bg-hover"
      >
        <span
          aria-hidden
          className={`size-[7px] rounded-full ${isRunning ? "bg-ok ring-3 ring-ok/20" : "border border-line-strong"}`}
        />
        {isRunning ? "Live" : "Paused"}
      </button>
      {isRunning ? null : (
        <>
          <span>
            as of <LocalTime iso={page.asOf} format="time" />
          </span>
          <Button
            variant="quiet"
            size="iconSmall"
            aria-label="Refresh"
            title="Refresh"
            onClick={refresh}
            aria-disabled={isRefreshing}
            aria-busy={isRefreshing}
          >
            <RefreshCw aria-hidden className={`size-3.5 ${isRefreshing ? "animate-spin" : ""}`} />
          </Button>
        </>
      )}
      <span role="status" className="text-warn">
        {statusOf({ isStopped: isOn && isStopped, refused, isUnreachable })}
      </span>
    </div>
  );
}

type Trouble = { isStopped: boolean; refused: AppError | undefined; isUnreachable: boolean };

function statusOf({ isStopped, refused, isUnreachable }: Trouble): string {
  if (isUnreachable) return "The Headgate server does not respond.";
  if (!isStopped) return "";
  return refused ? `${refused.message} ${refused.nextStep}` : "Three attempts brought no newer data.";
}
