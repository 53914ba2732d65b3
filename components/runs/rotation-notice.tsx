import { Callout } from "#components/ui/callout.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { RunView } from "#lib/logpush/plan/run-view.ts";
import { jobsText } from "./run-words.tsx";

/** How long the endpoint has to accept the old value of a rotation, and when it can be revoked. */
export function RotationNotice({ run: { kind, state, rotation } }: { run: RunView }) {
  if (kind !== "rotate" || state === "rolled back") return null;
  if (rotation === null) {
    return (
      <Callout title="Keep the old value valid until this run says that it can be revoked">
        The endpoint has to accept both: Cloudflare tests each job with the new value when it is written, and sends logs
        with the old one until then.
      </Callout>
    );
  }
  const { holding, waiting, delivered, disabled } = rotation;
  if (holding > 0) {
    return (
      <Callout tone="warn" title="Keep the old value valid">
        {jobsText(holding)} may still use it.
      </Callout>
    );
  }
  if (waiting > 0) {
    return (
      <Callout title="Keep the old value valid">
        Every job has the new value. {formatCount(delivered)} of {jobsText(waiting + delivered)} delivered with it so
        far.
      </Callout>
    );
  }
  return (
    <Callout tone="ok" title="The old value can be revoked">
      Cloudflare confirmed the new value for every job, and each enabled one delivered with it.
      {disabled > 0 ? ` Disabled: ${jobsText(disabled)}, which deliver nothing.` : ""}
    </Callout>
  );
}
