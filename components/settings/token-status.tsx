import { CircleCheck } from "lucide-react";
import { Callout } from "#components/ui/callout.tsx";
import type { CredentialReading } from "#lib/logpush/permissions/permissions.ts";
import { adviseToken } from "#lib/logpush/permissions/token-advice.ts";

/** Whether the API token is valid, and until when. */
export function TokenStatus({ credential, nowMs }: { credential: CredentialReading; nowMs: number }) {
  if (credential.kind === "unverified") {
    const { message, upstream, cfRay } = credential.error;
    const told = [
      ...(upstream?.errors.map(({ code, message: text }) => `${code}: ${text}`) ?? []),
      ...(cfRay ? [`ray ${cfRay}`] : []),
    ];
    return (
      <Callout tone="warn" title="Token status unavailable">
        {message}
        {told.length > 0 ? (
          <details className="mt-1">
            <summary className="w-fit">Details</summary>
            <p className="font-mono text-xs">{told.join("; ")}</p>
          </details>
        ) : null}
      </Callout>
    );
  }
  if (credential.kind === "key") {
    return (
      <Callout tone="warn" title="Global API key">
        Full account access, no expiry. An API token with Logs: Edit is safer.
      </Callout>
    );
  }
  const { tone, says, nextStep } = adviseToken(credential.state, nowMs);
  const owner = credential.owner === "user" ? "User API token" : "Account API token";
  if (tone === "ok")
    return (
      <p className="flex items-center gap-2.5 rounded-card border border-line bg-raised px-3.5 py-2.5">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
        {`${owner}: ${says}`}
        {nextStep ? <span className="text-muted">{nextStep}</span> : null}
      </p>
    );
  return (
    <Callout tone={tone} title={`${owner}: ${says}`}>
      {nextStep}
    </Callout>
  );
}

/** In its place, and as high, until Cloudflare has answered. */
export function TokenStatusSkeleton() {
  return (
    <div
      aria-busy="true"
      className="flex min-h-[2.875rem] items-center rounded-card border border-line px-3.5 text-muted"
    >
      Checking the token…
    </div>
  );
}
