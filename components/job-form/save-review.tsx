"use client";

import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import { hasOwnDestination } from "#lib/logpush/job/diff.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { ChangeTable } from "./change-table.tsx";
import { useFormSetting } from "./form-context.tsx";
import type { Submission } from "./use-submit.ts";

/** Before a save: what it changes. After a refused one: what changed meanwhile, and the ways on. */
export function SaveReview({ submission }: { submission: Submission }) {
  const { review, conflict, isPending } = submission;
  return (
    <>
      <Dialog title="Review changes" size="large" isOpen={review !== null} onClose={submission.closeReview}>
        <ChangeTable changes={review ?? []} columns={["Saved", "After the save"]} />
        <MovedSecrets />
        <p className="mt-3 text-muted">
          Cloudflare tests the destination again on every save. Everything that is not listed stays as it is. A change
          can take up to 15 minutes to show in deliveries.
        </p>
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={submission.closeReview}>Go on editing</Button>
          <Button variant="primary" disabled={isPending} aria-busy={isPending} onClick={submission.confirm}>
            {isPending ? "Saving…" : "Confirm and save"}
          </Button>
        </div>
      </Dialog>
      <Dialog
        title="The job was changed meanwhile"
        size="large"
        isOpen={conflict !== null}
        onClose={submission.closeConflict}
      >
        {conflict ? <ErrorCallout error={conflict.error} /> : null}
        {conflict && conflict.changes.length > 0 ? (
          <div className="mt-3">
            <ChangeTable changes={conflict.changes} columns={["When you opened it", "Now"]} />
          </div>
        ) : null}
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={submission.closeConflict}>Go on editing</Button>
          <Button onClick={submission.loadCurrent}>Drop my changes and load it</Button>
          <SaveOver submission={submission} />
        </div>
      </Dialog>
    </>
  );
}

/** A new endpoint gets the kept secrets with the very first test request; that must be meant. */
function MovedSecrets() {
  const { saved } = useFormSetting();
  const { getValues } = useFormContext<JobFormValues>();
  const { endpoint, isEndpointKept, query } = getValues();
  const names = query.filter((row) => isKept(row) && row.name !== "").map(({ name }) => name);
  const { host } = splitEndpoint(endpoint);
  if (!saved || isEndpointKept || names.length === 0 || host === saved.summary.destination.host) return null;
  return (
    <Callout tone="warn" className="mt-3" title={`The saved values of ${names.join(", ")} will be sent to ${host}.`}>
      Cloudflare’s test request carries them at once. Remove or replace them if the new host should not know them.
    </Callout>
  );
}

/** Kept values are places in the stored destination, so saving over needs that one unchanged. */
function SaveOver({ submission }: { submission: Submission }) {
  const { saved } = useFormSetting();
  const { getValues } = useFormContext<JobFormValues>();
  const { conflict } = submission;
  if (!conflict || !saved) return null;
  const mine = getValues();
  const keepsValues = hasOwnDestination(saved.values, mine) && (mine.isEndpointKept || mine.query.some(isKept));
  const isMoved = conflict.current.summary.destination.fingerprint !== saved.summary.destination.fingerprint;
  if (keepsValues && isMoved) {
    return (
      <p className="self-center text-muted text-xs">
        The destination itself changed, so saved values cannot be kept by this form. Load the job again.
      </p>
    );
  }
  return (
    <Button variant="primary" onClick={submission.saveOver}>
      Save my changes on top
    </Button>
  );
}
