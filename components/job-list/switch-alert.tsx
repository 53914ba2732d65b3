import { Button, buttonStyle } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import type { ListedJob } from "#lib/logpush/views.ts";
import { jobHref } from "./job-label.ts";
import { describeFailedSwitch } from "./switch-words.ts";
import type { SwitchState } from "./use-job-switches.ts";

export type SwitchAlertProps = {
  listed: ListedJob;
  state: SwitchState;
  error: AppError;
  onRetry: () => void;
  onRefresh: () => void;
  onDelete: (() => void) | undefined;
  onDismiss: () => void;
};

/** Errors after which the row may no longer show what is; each of them asks for a fresh look. */
const staleCodes: string[] = ["E_UPSTREAM_NETWORK", "E_UPSTREAM_CONNECT", "E_UPSTREAM_DNS", "E_INTERNAL"];

/** Why a switch is not known to have moved, and the ways out. */
export function SwitchAlert({ listed, state, error, onRetry, onRefresh, onDelete, onDismiss }: SwitchAlertProps) {
  const isUnclear = isUnknownOutcome(error) || error.code === "E_NOT_FOUND";
  const isTested = error.code.startsWith("E_DESTINATION_");
  return (
    <>
      <p className="mb-1.5 font-medium text-xs">
        {describeFailedSwitch(listed.label, state.target, error)}.
        {isTested ? (
          <span className="font-normal text-muted">
            {" "}
            Cloudflare tests the destination on every change, even when you disable the job.
          </span>
        ) : null}
      </p>
      <ErrorCallout error={error}>
        {isUnclear || staleCodes.includes(error.code) ? (
          <Button size="small" onClick={onRefresh}>
            Refresh
          </Button>
        ) : null}
        {isUnclear ? null : (
          <>
            <Button size="small" aria-disabled={state.isPending} onClick={() => state.isPending || onRetry()}>
              {state.isPending ? "Trying again…" : "Try again"}
            </Button>
            {onDelete ? (
              <>
                <Link href={jobHref(listed.job.ref)} className={buttonStyle({ size: "small" })}>
                  Edit destination
                </Link>
                <Button size="small" onClick={onDelete}>
                  Delete job
                </Button>
              </>
            ) : null}
          </>
        )}
        <Button size="small" variant="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </ErrorCallout>
    </>
  );
}
