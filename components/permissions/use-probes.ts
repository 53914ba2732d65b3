import { useEffect, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { ScopeRights } from "#lib/logpush/permissions/permissions.ts";
import type { AppError } from "#lib/logpush/result.ts";

export type ProbeScope = typeof import("#app/actions/permissions.ts").probeScope;

/** What is known of the scopes so far, by path; `current` is the one being asked about. */
export type Probes = {
  rights: ReadonlyMap<string, ScopeRights>;
  current: string | null;
  /** Why the last run ended early. */
  error: AppError | null;
  run: (paths: string[]) => Promise<void>;
  stop: () => void;
};

/** Asks about scopes, one after the other, until all are known, one call fails as a whole, or the person stops it. */
export function useProbes(probeScope: ProbeScope): Probes {
  const [rights, setRights] = useState<ReadonlyMap<string, ScopeRights>>(() => new Map());
  const [current, setCurrent] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const isStopped = useRef(true);

  const stop = () => {
    isStopped.current = true;
  };
  useEffect(
    () => () => {
      isStopped.current = true;
    },
    [],
  );

  async function run(paths: string[]) {
    if (!isStopped.current) return;
    isStopped.current = false;
    setError(null);
    for (const path of paths) {
      if (isStopped.current) break;
      setCurrent(path);
      const result = await callAction(() => probeScope({ scope: path }));
      const failure = result.ok ? findEnd(result.value) : result.error;
      if (failure) {
        setError(failure);
        break;
      }
      if (result.ok) setRights((known) => new Map(known).set(path, result.value));
    }
    isStopped.current = true;
    setCurrent(null);
  }

  return { rights, current, error, run, stop };
}

/** A refusal belongs to one scope; a limit or a pause belongs to all that would follow. */
function findEnd({ list, change }: ScopeRights): AppError | undefined {
  return [list, change].find((error) => error?.retryAfterMs !== undefined) ?? undefined;
}
