"use client";

import { useCallback, useState } from "react";
import { callWriteAction } from "#components/ui/call-action.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobSummary, ListedJob } from "#lib/logpush/views.ts";
import type { Announcement } from "./status-message.tsx";
import { describeFailedSwitch } from "./switch-words.ts";

export type SetJobEnabled = typeof import("#app/actions/jobs.ts").setJobEnabled;

/** What a switch is doing, or how it failed; `error` stays while the same change is tried again. */
export type SwitchState = { target: boolean; isPending: boolean; error?: AppError };

type Options = {
  setJobEnabled: SetJobEnabled;
  onConfirmed: (key: string, job: JobSummary) => void;
  announce: (announcement: Announcement) => void;
};

/** Runs the switches. A job's state changes only when Cloudflare has confirmed it; until then nothing is claimed. */
export function useJobSwitches({ setJobEnabled, onConfirmed, announce }: Options) {
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
    async ({ key, label, job }: ListedJob, target: boolean) => {
      setOne(key, (before) => ({ target, isPending: true, error: before?.error }));
      const result = await callWriteAction(() => setJobEnabled({ ref: job.ref, enabled: target }));
      if (result.ok) {
        onConfirmed(key, result.value);
        setOne(key, () => undefined);
        announce(confirmation(label, result.value.enabled));
      } else {
        setOne(key, () => ({ target, isPending: false, error: result.error }));
        announce(refusal(label, target, result.error));
      }
    },
    [setJobEnabled, onConfirmed, announce, setOne],
  );

  const dismiss = useCallback((key: string) => setOne(key, () => undefined), [setOne]);
  return { switches, turn, dismiss };
}

function confirmation(label: string, isEnabled: boolean): Announcement {
  return {
    text: `${label} is ${isEnabled ? "on" : "off"}`,
    help: isEnabled
      ? "Cloudflare can take some minutes to send the first batch."
      : "Logs of the time until it is on again are lost; Cloudflare does not send them later.",
  };
}

function refusal(label: string, target: boolean, error: AppError): Announcement {
  const text = describeFailedSwitch(label, target, error);
  // The list is read anew when the job is gone, so that the row with the reason may be gone too.
  return error.code === "E_NOT_FOUND" ? { text, help: error.nextStep } : { text, isSpokenOnly: true };
}
