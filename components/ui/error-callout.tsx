import type { ReactNode } from "react";
import type { AppError, Certainty } from "#lib/logpush/result.ts";
import { Callout } from "./callout.tsx";

/** How certain a cause is, for a small note. */
export const certaintyWords: Record<Certainty, string> = {
  documented: "Documented",
  observed: "Observed on real jobs",
  assumed: "Our reading",
};

/** An error with what to check, its next step, Cloudflare's own words and the ids that support asks for. */
export function ErrorCallout({ error, children }: { error: AppError; children?: ReactNode }) {
  const { message, nextStep, checks = [], certainty, cfRay, requestId } = error;
  const upstream = error.upstream?.errors ?? [];
  return (
    <Callout tone="danger" title={message} role="alert">
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
          {upstream.map(({ code, message }) => `${code}: ${message}`).join("; ")}
          {cfRay ? ` (ray ${cfRay})` : ""}
          {requestId ? ` (request ${requestId})` : ""}
        </p>
      ) : null}
      {certainty ? <p className="mt-1 text-xs">{certaintyWords[certainty]}</p> : null}
      {children ? <div className="mt-2.5 flex flex-wrap gap-2">{children}</div> : null}
    </Callout>
  );
}
