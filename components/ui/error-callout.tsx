import type { ReactNode } from "react";
import type { AppError } from "#lib/logpush/result.ts";
import { Callout } from "./callout.tsx";
import { certaintyWords } from "./certainty.ts";
import { errorDetails } from "./error-details.ts";

type ErrorCalloutProps = {
  error: AppError;
  /** Not where a live region around it says it already. */
  isAlert?: boolean;
  children?: ReactNode;
};

/** An error with what to check and its next step; behind "Details", Cloudflare's own words and the ids for support. */
export function ErrorCallout({ error, isAlert = true, children }: ErrorCalloutProps) {
  const { message, nextStep, checks = [], certainty } = error;
  const details = errorDetails(error);
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
