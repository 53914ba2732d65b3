"use client";

import { useId, useState } from "react";
import type { PollSchedule } from "#lib/logpush/views.ts";
import { readIsOn, storeIsOn } from "./auto-refresh-choice.ts";
import { pollText } from "./poll-text.ts";
import { Switch } from "./switch.tsx";
import { type Refreshed, useAutoRefresh } from "./use-auto-refresh.ts";

type AutoRefreshProps = {
  pollSchedule: PollSchedule;
  /** Changes with each answer of the server. */
  reading: string;
  refresh: () => Promise<Refreshed>;
  /** Where the server says that something changed; the page then refreshes at once. */
  events?: string;
};

/** The switch of a page that keeps itself up to date, and why it does not at the moment. */
export function AutoRefresh({ pollSchedule, reading, refresh, events }: AutoRefreshProps) {
  const id = useId();
  const [isOn, setIsOn] = useState(readIsOn);
  const { isStopped, refused, resume } = useAutoRefresh({
    isOn,
    intervalMs: pollSchedule.intervalMs,
    reading,
    refresh,
    events,
  });
  const isRunning = isOn && !isStopped;

  function turn(next: boolean) {
    setIsOn(next);
    storeIsOn(next);
    resume();
  }

  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2 text-xs">
      <label htmlFor={id} className="flex items-center gap-2">
        <Switch id={id} checked={isRunning} onChange={(event) => turn(event.target.checked)} />
        Auto-refresh
      </label>
      <span className="text-muted tabular-nums">{isRunning ? pollText(pollSchedule) : ""}</span>
      <span role="status" className="text-warn">
        {isOn && isStopped
          ? `stopped: ${refused ? `${refused.message} ${refused.nextStep}` : "three attempts brought no newer data"}`
          : ""}
      </span>
    </div>
  );
}
