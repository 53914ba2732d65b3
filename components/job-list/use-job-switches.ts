"use client";

import { useCallback, useState } from "react";
import { callWriteAction } from "#components/ui/call-action.ts";
import { showToast } from "#components/ui/toast.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobSummary, ListedJob } from "#lib/logpush/views.ts";
import { rowRef } from "./job-label.ts";

export type SetJobEnabled = typeof import("#app/actions/jobs.ts").setJobEnabled;

/** What a switch is doing, or how it failed; `error` stays while the same change is tried again. */
export type SwitchState = { target: boolean; isPending: boolean; error?: AppError };

type Options = { setJobEnabled: SetJobEnabled; onConfirmed: (key: string, job: JobSummary) => void };

/** Runs the switches. A job's state changes only when Cloudflare has confirmed it; until then nothing is claimed. */
export function useJobSwitches({ setJobEnabled, onConfirmed }: Options) {
  const [switches, setSwitches] = useState<ReadonlyMap<string, SwitchState>>(new Map());

  const setOne = useCallback((key: string, next: (before: SwitchState | undefined) => SwitchState | undefined) => {
    setSwitches((before) => {
      const after = new Map(before);
      const state = next(before.get(key));
      if (state) after.set(key, state);
      else after.delete(key);
      return after;
    });
  }, []);

  const turn = useCallback(
    async function turnTo(
      { key, name }: Pick<ListedJob, "key" | "name">,
      target: boolean,
      isUndo = false,
    ): Promise<void> {
      setOne(key, (before) => ({ target, isPending: true, ...(before?.error ? { error: before.error } : {}) }));
      const result = await callWriteAction(() => setJobEnabled({ ref: rowRef(key), enabled: target }));
      if (!result.ok) {
        setOne(key, () => ({ target, isPending: false, error: result.error }));
        return;
      }
      onConfirmed(key, result.value);
      setOne(key, () => undefined);
      const isEnabled = result.value.enabled;
      const undo = () => void turnTo({ key, name }, !isEnabled, true);
      showToast({
        text: `${name} ${isEnabled ? "enabled" : "disabled"}`,
        ...(isUndo ? {} : { help: helpOf(isEnabled), action: { label: "Undo", run: undo } }),
      });
    },
    [setJobEnabled, onConfirmed, setOne],
  );

  const dismiss = useCallback((key: string) => setOne(key, () => undefined), [setOne]);
  return { switches, turn, dismiss };
}

function helpOf(isEnabled: boolean): string {
  return isEnabled
    ? "The first delivery can take a few minutes."
    : "Logs aren’t delivered or backfilled while the job is disabled.";
}
