import { CircleAlert } from "lucide-react";
import type { Route } from "next";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { isUnknownOutcome } from "#components/ui/call-action.ts";
import { errorDetails } from "#components/ui/error-details.ts";
import { Link } from "#components/ui/link.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { rowHref } from "./job-label.ts";
import { describeFailedSwitch } from "./switch-words.ts";
import type { SwitchState } from "./use-job-switches.ts";

export type SwitchAlertProps = {
  label: string;
  jobKey: string;
  state: SwitchState;
  error: AppError;
  onRetry: () => void;
  onRefresh: () => void;
  onDelete: (() => void) | undefined;
  onDismiss: () => void;
};

/** Errors after which the row may no longer show what is; each of them asks for a fresh reading. */
const staleCodes: string[] = ["E_UPSTREAM_NETWORK", "E_UPSTREAM_CONNECT", "E_UPSTREAM_DNS", "E_INTERNAL"];

/** Why a switch is not known to have moved, and the ways out. */
export function SwitchAlert(props: SwitchAlertProps) {
  const { label, jobKey, state, error, onRetry, onRefresh, onDelete, onDismiss } = props;
  const isUnclear = isUnknownOutcome(error) || error.code === "E_NOT_FOUND";
  const isTested = error.code.startsWith("E_DESTINATION_");
  return (
    <div role="alert" className="mb-2 flex gap-2.5 rounded-card border border-danger-line bg-danger-soft px-3 py-2.5">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p>
          <span className="font-medium">{describeFailedSwitch(label, state.target, error)}.</span> {error.message}{" "}
          {error.nextStep}
        </p>
        {isTested ? (
          <p className="text-muted text-xs">
            Cloudflare revalidates the destination on every update, including disabling.
          </p>
        ) : null}
        <Details error={error} />
        <div className="mt-2 flex flex-wrap gap-2">
          {isUnclear || staleCodes.includes(error.code) ? (
            <Button size="small" onClick={onRefresh}>
              Refresh
            </Button>
          ) : null}
          {isUnclear ? null : (
            <Button size="small" aria-disabled={state.isPending} onClick={() => state.isPending || onRetry()}>
              {state.isPending ? "Trying again…" : "Try again"}
            </Button>
          )}
          {onDelete && !isUnclear ? (
            <>
              <Link href={`${rowHref(jobKey)}?tab=settings` as Route} className={buttonStyle({ size: "small" })}>
                Edit endpoint
              </Link>
              <Button size="small" onClick={onDelete}>
                Delete job
              </Button>
            </>
          ) : null}
          <Button size="small" variant="quiet" onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
      </div>
    </div>
  );
}

/** What support asks for. */
function Details({ error }: { error: AppError }) {
  const { checks = [] } = error;
  const details = errorDetails(error);
  if (checks.length + details.length === 0) return null;
  return (
    <details className="text-xs">
      <summary className="w-fit py-1 text-muted hover:text-fg">Details</summary>
      <ul className="list-disc pl-4">
        {checks.map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ul>
      <p className="mt-1 font-mono">{details.join(", ")}</p>
    </details>
  );
}
