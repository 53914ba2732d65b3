import { useEffect, useRef, useState } from "react";
import type { AppError, Result } from "#lib/logpush/result.ts";

export type Run<Item, T> = {
  /** How each item ended so far, by key. */
  results: ReadonlyMap<string, Result<T>>;
  /** The key of the item in progress. */
  current: string | null;
  /** While the run waits for Cloudflare's limit: when it continues, in epoch milliseconds. */
  waitsUntil: number | null;
  /** The failure that ended the last run early. */
  error: AppError | null;
  start: (items: Item[]) => Promise<void>;
  /** Ends the run after the current item. */
  stop: () => void;
  clear: () => void;
};

/** The call was not sent, because a limit is used up. */
const limits: string[] = ["E_RATE_LIMIT", "E_CALL_SHARE_USED", "E_CALLS_SCARCE"];

/** The next item would fail in the same way. */
const ends: string[] = ["E_UPSTREAM_PAUSED", "E_SIGN_IN", "E_SERVER_SILENT", "E_SERVER_SILENT_WRITE"];

type RunOptions<Item, T> = {
  keyOf: (item: Item) => string;
  call: (item: Item) => Promise<Result<T>>;
  /** A call that was not sent because of a limit is sent again when the limit allows it, or ends the run. */
  atLimit: "wait" | "end";
  /** Whether any failure ends the run. By default only those do that the next item would meet too. */
  endsAtFailure?: boolean;
};

/** Calls `call` for one item after the other. The run ends with the page. */
export function useRun<Item, T>({ keyOf, call, atLimit, endsAtFailure = false }: RunOptions<Item, T>): Run<Item, T> {
  const [results, setResults] = useState<Run<Item, T>["results"]>(() => new Map());
  const [current, setCurrent] = useState<string | null>(null);
  const [waitsUntil, setWaitsUntil] = useState<number | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(items: Item[]): Promise<void> {
    if (running.current) return;
    const stopping = new AbortController();
    running.current = stopping;
    setError(null);
    for (const item of items) {
      const key = keyOf(item);
      setCurrent(key);
      const result = await callInTime(item, stopping.signal);
      setResults((before) => new Map(before).set(key, result));
      const failure = result.ok ? null : endOf(result.error);
      setError(failure);
      if (failure || stopping.signal.aborted) break;
    }
    running.current = null;
    setCurrent(null);
  }

  async function callInTime(item: Item, stopping: AbortSignal): Promise<Result<T>> {
    const result = await call(item);
    if (result.ok || stopping.aborted || atLimit === "end" || !limits.includes(result.error.code)) return result;
    const { retryAfterMs } = result.error;
    if (retryAfterMs === undefined) return result;
    setWaitsUntil(Date.now() + retryAfterMs);
    await waitFor(retryAfterMs, stopping);
    setWaitsUntil(null);
    return stopping.aborted ? result : callInTime(item, stopping);
  }

  function endOf(error: AppError): AppError | null {
    const isEnd = endsAtFailure || ends.includes(error.code) || (atLimit === "end" && limits.includes(error.code));
    return isEnd ? error : null;
  }

  const stop = () => running.current?.abort();
  return { results, current, waitsUntil, error, start, stop, clear: () => setResults(new Map()) };
}

function waitFor(milliseconds: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stopping.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
