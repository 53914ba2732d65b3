"use client";

import { LiveMark } from "#components/ui/live-mark.tsx";
import { useLiveRefresh } from "#components/ui/use-live-refresh.ts";

/** Keeps the page current while it is open, and says so. */
export function RunLive({ id }: { id: string }) {
  const { state, isUnreachable } = useLiveRefresh(true, `/jobs/changes?scope=runs/${id}`);
  return (
    <span className="flex items-center gap-1.5 text-muted text-xs">
      <LiveMark isRunning={state === "live" && !isUnreachable} />
      <span role="status" className="text-warn empty:hidden">
        {isUnreachable ? "The Headgate server does not respond." : ""}
      </span>
    </span>
  );
}
