import { useEffect, useRef, useState } from "react";
import { afterFailure, type RunRules } from "#lib/logpush/plan/run-rules.ts";
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

type RunOptions<Item, T> = RunRules & {
  keyOf: (item: Item) => string;
  call: (item: Item) => Promise<Result<T>>;
};

/** Calls `call` for one item after the other. The run ends with the page. */
export function useRun<Item, T>({ keyOf, call, ...rules }: RunOptions<Item, T>): Run<Item, T> {
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
    try {
      for (const item of items) {
        const key = keyOf(item);
        setCurrent(key);
        const result = await callInTime(item, stopping.signal);
        // What succeeded before is still known when a later attempt fails.
        setResults((before) => (!result.ok && before.get(key)?.ok ? before : new Map(before).set(key, result)));
        const failure = !result.ok && afterFailure(result.error, rules).next === "end" ? result.error : null;
        setError(failure);
        if (failure || stopping.signal.aborted) break;
      }
    } finally {
      running.current = null;
      setCurrent(null);
    }
  }

  async function callInTime(item: Item, stopping: AbortSignal): Promise<Result<T>> {
    const result = await call(item);
    const after = result.ok ? undefined : afterFailure(result.error, rules);
    if (after?.next !== "again" || stopping.aborted) return result;
    setWaitsUntil(Date.now() + after.afterMs);
    await waitFor(after.afterMs, stopping);
    setWaitsUntil(null);
    return stopping.aborted ? result : callInTime(item, stopping);
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
