"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { ChannelView } from "#lib/logpush/alerts/alerts-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { AlertActions } from "./alert-actions.ts";

type DeleteChannelDialogProps = Pick<AlertActions, "deleteChannel"> & {
  channel: ChannelView;
  onClose: () => void;
  onDeleted: () => void;
};

/** Asks before a channel goes, with its secrets. */
export function DeleteChannelDialog({ channel, deleteChannel, onClose, onDeleted }: DeleteChannelDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  async function remove() {
    setIsBusy(true);
    setError(null);
    const result = await callWriteAction(() => deleteChannel({ id: channel.id }));
    setIsBusy(false);
    if (result.ok) onDeleted();
    else setError(result.error);
  }

  return (
    <Dialog title={`Delete ${channel.name}?`} isOpen isBusy={isBusy} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-muted">
          It gets no more alerts, and its saved secrets are deleted. Its messages stay in the history.
        </p>
        {error ? <ErrorCallout error={error} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button variant="danger" aria-busy={isBusy} disabled={isBusy} onClick={() => void remove()}>
            {isBusy ? "Deleting…" : "Delete channel"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
