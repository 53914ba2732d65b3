import type { ReactNode } from "react";
import type { AppError, UpstreamError } from "#lib/logpush/result.ts";
import { Callout } from "./callout.tsx";
import { certaintyWords } from "./certainty.ts";

type ErrorCalloutProps = {
  error: AppError;
  /** Not where a live region around it says it already. */
  isAlert?: boolean;
  children?: ReactNode;
};

/** An error with what to check and its next step; behind "Details", Cloudflare's own words and the ids for support. */
export function ErrorCallout({ error, isAlert = true, children }: ErrorCalloutProps) {
  const { message, nextStep, checks = [], certainty, cfRay, requestId } = error;
  const details = [
    ...(error.upstream?.errors ?? []).map(textOf),
    ...(cfRay ? [`ray ${cfRay}`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  return (
    <Callout tone="danger" title={message} role={isAlert ? "alert" : undefined}>
      {checks.length > 0 ? (
        <>
          <p className="font-medium">What to check</p>
          <ul className="mb-1.5 list-disc pl-5">
            {checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ul>
        </>
      ) : null}
      <p>{nextStep}</p>
      {details.length > 0 || certainty ? (
        <details className="mt-1 text-xs">
          <summary className="w-fit">Details</summary>
          {details.length > 0 ? <p className="font-mono">{details.join(", ")}</p> : null}
          {certainty ? <p>{certaintyWords[certainty]}</p> : null}
        </details>
      ) : null}
      {children ? <div className="mt-2.5 flex flex-wrap gap-2">{children}</div> : null}
    </Callout>
  );
}

/** A validation that says no has a text and no code. */
function textOf({ code, message }: UpstreamError): string {
  return code === 0 ? message : `${code}: ${message}`;
}
