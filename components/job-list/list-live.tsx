"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { LiveMark } from "#components/ui/live-mark.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { pollText } from "#components/ui/poll-text.ts";
import { useLive } from "#components/ui/use-live.ts";
import { useRefresh } from "#components/ui/use-refresh.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";

type ListLiveProps = { page: JobPage; again: () => Promise<boolean | AppError> };

/** Whether the list keeps itself up to date, and if not, how old it is and the way to a newer one. */
export function ListLive({ page, again }: ListLiveProps) {
  const { refresh, isRefreshing, isUnreachable } = useRefresh();
  const { isRunning, hasStopped, refused, toggle } = useLive({
    ...{ intervalMs: page.pollSchedule.intervalMs, refresh: again },
    ...{ reading: String(page.nowMs), events: "/jobs/changes" },
  });

  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-1 text-muted text-xs">
      <button
        type="button"
        onClick={toggle}
        title={isRunning ? `Updates ${pollText(page.pollSchedule)}. Press to pause.` : "Press to update automatically."}
        className="inline-flex h-7 items-center gap-1.5 rounded-control px-1.5 hover:bg-hover"
      >
        <LiveMark isRunning={isRunning} />
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
        {statusOf({ isStopped: hasStopped, refused, isUnreachable })}
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
