import type { ReactNode } from "react";
import type { AppError } from "#lib/logpush/result.ts";
import { Callout } from "./callout.tsx";

/** An error with its next step, Cloudflare's own words and the ids that support asks for. */
export function ErrorCallout({ error, children }: { error: AppError; children?: ReactNode }) {
  const upstream = error.upstream?.errors ?? [];
  return (
    <Callout tone="danger" title={error.message} role="alert">
      <p>{error.nextStep}</p>
      {upstream.length > 0 || error.cfRay || error.requestId ? (
        <p className="mt-1.5 font-mono text-xs">
          {upstream.map(({ code, message }) => `${code}: ${message}`).join("; ")}
          {error.cfRay ? ` (ray ${error.cfRay})` : ""}
          {error.requestId ? ` (request ${error.requestId})` : ""}
        </p>
      ) : null}
      {children ? <div className="mt-2.5 flex flex-wrap gap-2">{children}</div> : null}
    </Callout>
  );
}
