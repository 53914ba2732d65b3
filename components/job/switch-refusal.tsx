"use client";

import { describeFailedSwitch } from "#components/job-list/switch-words.ts";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { tabHref } from "./tabs.ts";
import type { EnabledControlState } from "./use-enabled.ts";

type SwitchRefusalProps = {
  label: string;
  jobRef: JobRef;
  control: EnabledControlState & { error: AppError };
  onTest: () => void;
  onDelete: (() => void) | undefined;
};

/** Why the switch did not move, and what helps: Cloudflare also tests the destination of a job that is to be disabled. */
export function SwitchRefusal({ label, jobRef, control, onTest, onDelete }: SwitchRefusalProps) {
  const { error, target, isPending, turn, dismiss } = control;
  const isTested = error.code.startsWith("E_DESTINATION_");
  return (
    <section aria-label="Switch" className="grid gap-1.5">
      <p className="font-medium">
        {describeFailedSwitch(label, target, error)}.
        {isTested ? (
          <span className="font-normal text-muted">
            {" "}
            Cloudflare revalidates the destination on every update, including disabling.
          </span>
        ) : null}
      </p>
      <ErrorCallout error={error}>
        {isUnknownOutcome(error) ? null : (
          <Button size="small" aria-disabled={isPending} onClick={() => isPending || void turn(target)}>
            {isPending ? "Trying again…" : "Try again"}
          </Button>
        )}
        {isTested ? (
          <>
            <Button size="small" onClick={onTest}>
              Test the endpoint
            </Button>
            {onDelete ? (
              <>
                <Link href={tabHref(jobRef, "settings")} className={buttonStyle({ size: "small" })}>
                  Use another endpoint
                </Link>
                <Button size="small" onClick={onDelete}>
                  Delete job
                </Button>
              </>
            ) : null}
          </>
        ) : null}
        <Button size="small" variant="quiet" onClick={dismiss}>
          Dismiss
        </Button>
      </ErrorCallout>
    </section>
  );
}
