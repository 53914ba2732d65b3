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

/** An error with what to check, its next step, Cloudflare's own words and the ids that support asks for. */
export function ErrorCallout({ error, isAlert = true, children }: ErrorCalloutProps) {
  const { message, nextStep, checks = [], certainty, cfRay, requestId } = error;
  const upstream = error.upstream?.errors ?? [];
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
      {upstream.length > 0 || cfRay || requestId ? (
        <p className="mt-1.5 font-mono text-xs">
          {upstream.map(textOf).join("; ")}
          {cfRay ? ` (ray ${cfRay})` : ""}
          {requestId ? ` (request ${requestId})` : ""}
        </p>
      ) : null}
      {certainty ? <p className="mt-1 text-xs">{certaintyWords[certainty]}</p> : null}
      {children ? <div className="mt-2.5 flex flex-wrap gap-2">{children}</div> : null}
    </Callout>
  );
}

/** A validation that says no has a text and no code. */
function textOf({ code, message }: UpstreamError): string {
  return code === 0 ? message : `${code}: ${message}`;
}
