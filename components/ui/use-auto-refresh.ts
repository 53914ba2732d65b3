"use client";

import { useEffect, useState } from "react";
import type { AppError } from "#lib/logpush/result.ts";

/** After so many failures in a row a page stops asking by itself. */
const maxFailures = 3;

/** Somebody who typed so recently is not disturbed. */
const typingPauseMs = 3000;
const busyRetryMs = 1000;

type AutoRefreshOptions = {
  isOn: boolean;
  /** Counted from the end of the last reading; doubled with each failure. */
  intervalMs: number;
  /** Changes with each reading, also with one that the person asked for: the wait begins anew. */
  reading: string;
  /** Reads anew. It keeps its identity. */
  refresh: () => Promise<Refreshed>;
  /** The address of server-sent events, each of which makes a refresh due. */
  events?: string | undefined;
};

/** Whether there is something newer to show, or the error of the reading. */
export type Refreshed = boolean | AppError;

/** These will be the same however often one asks; whatever else fails may work the next time. */
const refusals: string[] = ["E_SIGN_IN", "E_ROLE", "E_NO_ROLE", "E_NEW_VERSION", "E_CREDENTIAL"];

type Failed = { reading: string; times: number; refused?: AppError };

/**
 * Reads anew every so often. Not while the tab is hidden (it catches up when it is shown), while a dialog is open or
 * somebody types, and never twice at the same time. It touches neither focus nor live regions.
 */
export function useAutoRefresh({ isOn, intervalMs, reading, refresh, events }: AutoRefreshOptions) {
  const [failed, setFailed] = useState<Failed>({ reading, times: 0 });
  // A reading that came in another way shows that there is an answer again.
  const failures = failed.reading === reading ? failed.times : 0;
  const refused = failed.reading === reading ? failed.refused : undefined;
  const isStopped = failures >= maxFailures || refused !== undefined;

  useEffect(() => {
    if (!isOn || isStopped) return;
    const pauseMs = intervalMs * 2 ** failures;
    let dueAt = performance.now() + pauseMs;
    let typedAt = Number.NEGATIVE_INFINITY;
    let isRunning = false;
    let isEnded = false;
    let timer = setTimeout(attempt, pauseMs);

    function noteTyping() {
      typedAt = performance.now();
    }

    async function attempt() {
      clearTimeout(timer);
      if (isRunning || document.hidden) return;
      const waitMs = waitFor(dueAt, typedAt);
      if (waitMs > 0) {
        timer = setTimeout(attempt, waitMs);
        return;
      }
      isRunning = true;
      const refreshed = await refresh();
      isRunning = false;
      if (isEnded) return;
      const refusedBy = typeof refreshed === "object" && refusals.includes(refreshed.code) ? refreshed : undefined;
      if (refreshed !== true) setFailed({ reading, times: failures + 1, refused: refusedBy });
      dueAt = performance.now() + pauseMs;
      timer = setTimeout(attempt, pauseMs);
    }

    // The first event only says that the stream is open, which is when this page was read.
    let isOpen = false;
    const stream = events === undefined ? undefined : new EventSource(events);
    stream?.addEventListener("message", () => {
      if (isOpen) dueAt = performance.now();
      isOpen = true;
      void attempt();
    });

    document.addEventListener("visibilitychange", attempt);
    document.addEventListener("input", noteTyping);
    return () => {
      isEnded = true;
      clearTimeout(timer);
      stream?.close();
      document.removeEventListener("visibilitychange", attempt);
      document.removeEventListener("input", noteTyping);
    };
  }, [isOn, isStopped, intervalMs, reading, failures, refresh, events]);

  return { isStopped, refused, resume: () => setFailed({ reading, times: 0 }) };
}

function waitFor(dueAt: number, typedAt: number): number {
  const now = performance.now();
  if (now < dueAt) return dueAt - now;
  if (now < typedAt + typingPauseMs) return typedAt + typingPauseMs - now;
  return document.querySelector("dialog[open]") ? busyRetryMs : 0;
}
