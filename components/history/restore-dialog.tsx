"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { jobHref } from "#components/job-list/job-label.ts";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { showToast } from "#components/ui/toast.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { HistoryActions } from "./history-actions.ts";
import type { OpenVersion } from "./open-version.ts";
import { useComparison } from "./use-comparison.ts";
import { VersionChanges } from "./version-changes.tsx";

type RestoreDialogProps = {
  version: OpenVersion;
  actions: Pick<HistoryActions, "compareVersions" | "restoreVersion">;
  onClose: () => void;
};

/** Shows what a restore changes, and restores. */
export function RestoreDialog({ version, actions, onClose }: RestoreDialogProps) {
  const router = useRouter();
  const { compareVersions, restoreVersion } = actions;
  const { state, ask } = useComparison(compareVersions);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const { jobRef, n, current, isGone } = version;

  useEffect(() => ask({ ref: jobRef, from: current, to: n }), [ask, jobRef, current, n]);

  async function restore() {
    setIsBusy(true);
    setError(null);
    const result = await callWriteAction(() => restoreVersion({ ref: jobRef, n, seen: current, isGone }));
    setIsBusy(false);
    if (!result.ok) return setError(result.error);
    onClose();
    showToast({ text: isGone ? "The job was created again." : `Version ${n} was restored.` });
    if (jobKey(result.value) === jobKey(jobRef)) router.refresh();
    else router.push(jobHref(result.value));
  }

  return (
    <Dialog title="Restore version" isOpen onClose={onClose} size="large" isBusy={isBusy}>
      <p className="mb-3 text-muted">
        {isGone
          ? `Creates the job again as it was in version ${n}, secrets included. It gets a new id.`
          : `Brings back version ${n}, secrets included. Cloudflare tests the destination first.`}
      </p>
      {isGone ? null : <VersionChanges state={state} columns={["Now", `Version ${n}`]} />}
      {error ? (
        <div className="mt-3">
          <ErrorCallout error={error} />
        </div>
      ) : null}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        <Button variant="primary" onClick={restore} disabled={isBusy || (!isGone && state.kind !== "done")}>
          {isBusy ? "Restoring…" : "Restore"}
        </Button>
      </div>
    </Dialog>
  );
}
