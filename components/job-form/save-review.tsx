"use client";

import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { splitEndpoint } from "#lib/logpush/destination/endpoint.ts";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import { hasOwnDestination, listChanges } from "#lib/logpush/job/diff.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { ChangeTable } from "./change-table.tsx";
import { useFormSetting } from "./form-context.tsx";
import type { Conflict, Submission } from "./use-submit.ts";

/** Before a save: what it changes. After a refused one: what changed meanwhile, and the ways on. */
export function SaveReview({ submission }: { submission: Submission }) {
  const { review, conflict, isPending } = submission;
  return (
    <>
      <Dialog title="Review changes" size="large" isOpen={review !== null} onClose={submission.closeReview}>
        <ChangeTable changes={review ?? []} columns={["Current", "New"]} />
        <MovedSecrets />
        <p className="mt-3 text-muted">
          Other settings are unchanged. Cloudflare validates the destination on every save; changes can take up to 15
          minutes to show in deliveries.
        </p>
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <Button onClick={submission.closeReview}>Keep editing</Button>
          <Button variant="primary" disabled={isPending} aria-busy={isPending} onClick={submission.confirm}>
            {isPending ? "Saving…" : "Confirm and save"}
          </Button>
        </div>
      </Dialog>
      <Dialog
        title="This job was modified by someone else"
        size="large"
        isOpen={conflict !== null}
        onClose={submission.closeConflict}
      >
        {conflict ? <ConflictTables conflict={conflict} /> : null}
        <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
          <SaveOver submission={submission} />
          <Button onClick={submission.loadCurrent}>Discard my changes</Button>
          <Button variant="primary" onClick={submission.closeConflict}>
            Keep editing
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** What the other changed, beside what this form would change. */
function ConflictTables({ conflict: { changes, current, error } }: { conflict: Conflict }) {
  const { saved } = useFormSetting();
  const { getValues } = useFormContext<JobFormValues>();
  const mine = saved ? listChanges(saved.values, getValues()) : [];
  return (
    <div className="grid gap-3">
      <p role="alert" className="text-muted">
        {error.nextStep}
      </p>
      {changes.length > 0 ? (
        <section aria-label="Their changes" className="grid gap-1.5">
          <h3 className="font-medium">Their changes to {jobLabel(current.summary)}</h3>
          <ChangeTable changes={changes} columns={["When you opened it", "Now"]} />
        </section>
      ) : (
        <p>{error.message}</p>
      )}
      {mine.length > 0 ? (
        <section aria-label="Your changes" className="grid gap-1.5">
          <h3 className="font-medium">Your changes</h3>
          <ChangeTable changes={mine} columns={["When you opened it", "Yours"]} />
        </section>
      ) : null}
    </div>
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
      Cloudflare’s test request includes them. Remove or replace them if the new host should not receive them.
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
        The destination changed too, so this form can’t keep its saved values.
      </p>
    );
  }
  return (
    <Button variant="danger" onClick={submission.saveOver}>
      Overwrite
    </Button>
  );
}
