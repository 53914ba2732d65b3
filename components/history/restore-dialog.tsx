"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { jobHref } from "#components/job-list/job-label.ts";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Input } from "#components/ui/input.tsx";
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
  const [typed, setTyped] = useState<Record<string, string>>({});
  const { jobRef, n, current, isGone } = version;

  const missing = state.kind === "done" ? state.compared.missing : [];

  useEffect(() => ask({ ref: jobRef, from: current, to: n }), [ask, jobRef, current, n]);

  const included = missing.length > 0 ? "" : ", secrets included";

  async function restore() {
    setIsBusy(true);
    setError(null);
    const result = await callWriteAction(() => restoreVersion({ ref: jobRef, n, seen: current, isGone, typed }));
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
          ? `Creates the job again as it was in version ${n}${included}. It gets a new id.`
          : `Brings back version ${n}${included}. Cloudflare tests the destination first.`}
      </p>
      {isGone && state.kind === "done" ? null : <VersionChanges state={state} columns={["Now", `Version ${n}`]} />}
      {missing.length > 0 ? (
        <fieldset disabled={isBusy} className="mt-4 grid gap-3">
          <legend className="font-medium">Enter the secrets of this version</legend>
          <p className="text-muted text-xs">Headgate did not keep them. Plain text, not encoded.</p>
          {missing.map(({ at, label }) => (
            <div key={at} className="grid gap-1">
              <label htmlFor={`value-${at}`} className="text-xs">
                {label}
              </label>
              <Input
                id={`value-${at}`}
                type={at === "endpoint" ? "text" : "password"}
                font="mono"
                aria-invalid={error?.at === at || error?.at?.startsWith(`query.${at}.`) ? true : undefined}
                value={typed[at] ?? ""}
                onChange={({ target }) => setTyped({ ...typed, [at]: target.value })}
              />
            </div>
          ))}
        </fieldset>
      ) : null}
      {error ? (
        <div className="mt-3">
          <ErrorCallout error={error} />
        </div>
      ) : null}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        <Button variant="primary" onClick={restore} disabled={isBusy || state.kind !== "done"}>
          {isBusy ? "Restoring…" : "Restore"}
        </Button>
      </div>
    </Dialog>
  );
}
