import { useRef, useState } from "react";
import { callWriteAction } from "#components/ui/call-action.ts";
import { showToast } from "#components/ui/toast.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

type SetJobEnabled = typeof import("#app/actions/jobs.ts").setJobEnabled;

export type EnabledControlState = {
  isPending: boolean;
  /** What was asked for last. */
  target: boolean;
  error: AppError | null;
  turn: (target: boolean) => Promise<void>;
  dismiss: () => void;
};

/** The job's switch. It shows what Cloudflare has confirmed; the page is read again with the answer. */
export function useEnabled(job: JobSummary, setJobEnabled: SetJobEnabled): EnabledControlState {
  const [state, setState] = useState({ isPending: false, target: job.enabled });
  const [error, setError] = useState<AppError | null>(null);
  const isSending = useRef(false);

  async function turn(target: boolean) {
    if (isSending.current) return;
    isSending.current = true;
    setState({ isPending: true, target });
    const result = await callWriteAction(() => setJobEnabled({ ref: job.ref, enabled: target }));
    isSending.current = false;
    setState({ isPending: false, target });
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    showToast({
      text: `${jobLabel(job)} ${target ? "enabled" : "disabled"}`,
      help: target
        ? "The first batch can take a few minutes."
        : "Logs aren’t delivered or backfilled while the job is disabled.",
      action: { label: "Undo", run: () => void turn(!target) },
    });
  }

  return { ...state, error, turn, dismiss: () => setError(null) };
}
