"use client";

import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { SecretReading } from "#lib/logpush/rotate/secret-groups.ts";
import { type RotateActions, RotateForm } from "./rotate-form.tsx";

export type RotateDialogActions = RotateActions & Pick<typeof import("#app/actions/plans.ts"), "findSecrets">;

type RotateDialogProps = { refs: readonly JobRef[]; onClose: () => void; actions: RotateDialogActions };

/** A new value in the selected jobs. Where they hold different ones, one has to be chosen. */
export function RotateDialog({ refs, onClose, actions }: RotateDialogProps) {
  const { findSecrets } = actions;
  // What is rotated stays the same while the dialog is open.
  const [wanted] = useState(refs);
  const [reading, setReading] = useState<Result<Pick<SecretReading, "groups" | "total">>>();
  useEffect(() => {
    let isGone = false;
    callAction(() => findSecrets({ refs: [...wanted] })).then((result) => {
      if (!isGone) setReading(result);
    });
    return () => {
      isGone = true;
    };
  }, [wanted, findSecrets]);

  const groups = reading?.ok ? reading.value.groups : [];
  const [only, second] = groups;
  return (
    <Dialog title="Rotate secret" isOpen onClose={onClose} size="large">
      <div aria-busy={!reading} className="grid gap-3">
        {reading ? null : <p className="text-muted">Loading values…</p>}
        {reading && !reading.ok ? <ErrorCallout error={reading.error} /> : null}
        {reading?.ok && groups.length === 0 ? (
          <p className="text-muted">The selected jobs have no secret in a header or parameter.</p>
        ) : null}
        {reading?.ok && groups.length > 0 ? (
          <RotateForm
            groups={groups}
            total={reading.value.total}
            initial={only && !second ? [only.fingerprint] : []}
            refs={wanted}
            onCancel={onClose}
            actions={actions}
          />
        ) : (
          <Button className="w-fit justify-self-end" onClick={onClose}>
            Close
          </Button>
        )}
      </div>
    </Dialog>
  );
}
