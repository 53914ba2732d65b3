import type { useRouter } from "next/navigation";
import { jobHref } from "#components/job-list/job-label.ts";
import { callWriteAction } from "#components/ui/call-action.ts";
import { showToast, type Toast } from "#components/ui/toast.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";

type Undo = {
  ref: JobRef;
  change: "save" | "delete";
  /** The version that the change made, or that the deleted job had. */
  n: number;
  undoChange: typeof import("#app/actions/history.ts").undoChange;
  router: Pick<ReturnType<typeof useRouter>, "push" | "refresh">;
};

/** A toast's button that takes the last change of a job back at one press. */
export function undoAction({ ref, change, n, undoChange, router }: Undo): NonNullable<Toast["action"]> {
  async function undo() {
    const result = await callWriteAction(() => undoChange({ ref, change, n }));
    if (!result.ok) return void showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
    const isSameJob = jobKey(result.value) === jobKey(ref);
    showToast({ text: isSameJob ? "Change undone" : `Job created again with id ${result.value.jobId}` });
    if (isSameJob) router.refresh();
    else router.push(jobHref(result.value));
  }
  return { label: "Undo", run: () => void undo() };
}
