"use client";

import { useEffect, useRef, useState } from "react";
import type { AppError } from "#lib/logpush/result.ts";
import { createRefresher, hearWhileShown } from "./refresher.ts";

/** After so many failures in a row a page stops asking by itself. */
const maxFailures = 3;

/** Somebody who typed so recently is not disturbed. */
const typingPauseMs = 3000;
const busyRetryMs = 1000;

type AutoRefreshOptions = {
  isOn: boolean;
  /** Counted from the end of the last reading; doubled with each failure. */
  intervalMs: number;
  /** Changes with each reading, also with one that the person asked for: the wait starts again. */
  reading: string;
  /** Reads again. */
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
 * Reads again at an interval. Not while the tab is hidden (it catches up when it is shown), while a dialog is open or
 * somebody types, and never twice at the same time. It touches neither focus nor live regions.
 */
export function useAutoRefresh({ isOn, intervalMs, reading, refresh, events }: AutoRefreshOptions) {
  const [failed, setFailed] = useState<Failed>({ reading, times: 0 });
  // A reading that came in another way shows that there is an answer again.
  const failures = failed.reading === reading ? failed.times : 0;
  const refused = failed.reading === reading ? failed.refused : undefined;
  const isStopped = failures >= maxFailures || refused !== undefined;

  const isActive = isOn && !isStopped;
  const latestRefresh = useRef(refresh);
  useEffect(() => {
    latestRefresh.current = refresh;
  }, [refresh]);
  const latestReading = useRef(reading);
  const typedAt = useRef(Number.NEGATIVE_INFINITY);

  const [refresher] = useState(() =>
    createRefresher({
      refresh: async () => {
        const before = latestReading.current;
        const refreshed = await latestRefresh.current();
        if (refreshed === true || latestReading.current !== before) return;
        const refusedBy = typeof refreshed === "object" && refusals.includes(refreshed.code) ? refreshed : undefined;
        setFailed((last) => ({
          reading: before,
          times: (last.reading === before ? last.times : 0) + 1,
          ...(refusedBy ? { refused: refusedBy } : {}),
        }));
      },
      holdMs: () => holdMs(typedAt.current),
    }),
  );

  useEffect(() => {
    function noteTyping() {
      typedAt.current = performance.now();
    }
    document.addEventListener("visibilitychange", refresher.attempt);
    document.addEventListener("input", noteTyping);
    return () => {
      refresher.stop();
      document.removeEventListener("visibilitychange", refresher.attempt);
      document.removeEventListener("input", noteTyping);
    };
  }, [refresher]);

  useEffect(() => {
    latestReading.current = reading;
    if (isActive) refresher.wait(intervalMs * 2 ** failures);
    else refresher.stop();
  }, [isActive, intervalMs, failures, reading, refresher]);

  // Apart from the readings, because each opening is a request, and costs the server its limits.
  const isLoaded = useRef(false);
  useEffect(() => {
    const isJustRead = !isLoaded.current;
    isLoaded.current = true;
    if (!isActive || events === undefined) return;
    return hearWhileShown(events, { isJustRead, hear: refresher.hear });
  }, [isActive, events, refresher]);

  return { isStopped, refused, resume: () => setFailed({ reading, times: 0 }) };
}

function holdMs(typedAt: number): number {
  // When the tab is shown, there is another attempt.
  if (document.hidden) return Number.POSITIVE_INFINITY;
  const typingMs = typedAt + typingPauseMs - performance.now();
  if (typingMs > 0) return typingMs;
  return document.querySelector("dialog[open]") ? busyRetryMs : 0;
}
