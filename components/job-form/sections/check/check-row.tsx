import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { CheckStatus, DoneCheck } from "./check-state.ts";
import { CheckStatusMark } from "./check-status-mark.tsx";

type CheckRowProps = {
  title: string;
  help: string;
  status: CheckStatus;
  done: DoneCheck | undefined;
  /** Another check runs: this one has to wait. */
  isBusy: boolean;
  runLabel: string;
  onRun: () => void;
  onCancel: () => void;
  /** What the check can be told before it runs. */
  options?: ReactNode;
  /** How far a running one is. */
  progress?: ReactNode;
  /** In place of the finding's words. */
  answer?: ReactNode;
  /** What can be done about it; it stays while the form changes, for that may be its doing. */
  repair?: ReactNode;
  children?: ReactNode;
};

/** One check: what it is, how it stands, and what it found. */
export function CheckRow(props: CheckRowProps) {
  const { title, help, status, done, isBusy, runLabel, onRun, onCancel, options, progress } = props;
  return (
    <li className="grid gap-2 px-3 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-44 flex-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
            <h3 className="font-medium text-sm">{title}</h3>
            <CheckStatusMark status={status} />
            {done && status !== "running" ? (
              <time dateTime={done.at} className="text-muted text-xs tabular-nums">
                {done.at.slice(11, 19)} UTC
              </time>
            ) : null}
          </div>
          <p className="mt-0.5 text-muted text-xs">{help}</p>
        </div>
        {status === "running" ? (
          <Button size="small" onClick={onCancel}>
            Cancel
          </Button>
        ) : (
          <Button size="small" aria-disabled={isBusy} onClick={isBusy ? undefined : onRun}>
            {runLabel}
          </Button>
        )}
      </div>
      {options}
      <div role="status" aria-label={`${title}: result`} className="grid gap-2 empty:hidden">
        {status === "running" ? progress : null}
        {done && status === "old" ? (
          <p className="text-muted text-xs">
            {done.asked === undefined ? "From before the reload: " : "The form has changed since then: "}
            {wordsOf(done)} Run it again.
          </p>
        ) : null}
        {done && (status === "pass" || status === "warn" || status === "fail") ? (
          <>
            {props.answer ?? <Finding done={done} />}
            {props.children}
          </>
        ) : null}
        {done?.asked !== undefined && status !== "running" ? props.repair : null}
      </div>
    </li>
  );
}

function Finding({ done: { finding } }: { done: DoneCheck }) {
  if (finding.outcome === "fail") return <ErrorCallout error={finding.error} isAlert={false} />;
  return (
    <Callout tone={finding.outcome === "pass" ? "ok" : "warn"} title={finding.message}>
      {finding.outcome === "warn" ? finding.nextStep : null}
    </Callout>
  );
}

function wordsOf({ finding }: DoneCheck): string {
  return finding.outcome === "fail" ? finding.error.message : finding.message;
}
