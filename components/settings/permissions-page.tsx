import { MissingScopes } from "#components/job-list/scope-failures.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { CredentialReading, PermissionsReading } from "#lib/logpush/permissions/permissions.ts";
import { adviseToken } from "#lib/logpush/permissions/token-advice.ts";
import { type ProbeScope, ScopeTable } from "./scope-table.tsx";

type PermissionsPageProps = { title: string; reading: PermissionsReading; nowMs: number; probe: ProbeScope };

/** Whether the credential is still good, and for which zones and accounts, before a change fails for it. */
export function PermissionsPage({ title, reading, nowMs, probe }: PermissionsPageProps) {
  const { credential, scopes, failures, error } = reading;
  return (
    <div className="grid max-w-4xl gap-5">
      <div>
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-muted">
          Every call of Logpush, reading too, needs the permission <strong>Logs: Edit</strong> for its zone or account.
          Jobs of Zero Trust datasets need <strong>Zero Trust: PII Read</strong> as well, which only such a job can
          show.
        </p>
      </div>
      <Credential credential={credential} nowMs={nowMs} />
      <MissingScopes failures={failures} />
      {error ? (
        <ErrorCallout error={error} isAlert={false} />
      ) : scopes.length > 0 ? (
        <ScopeTable scopes={scopes} probe={probe} />
      ) : (
        <Callout tone="warn" title="The credential sees no zone and no account.">
          Give it Logs: Edit for the zones or accounts whose jobs are to be looked after here.
        </Callout>
      )}
    </div>
  );
}

function Credential({ credential, nowMs }: { credential: CredentialReading; nowMs: number }) {
  if (credential.kind === "unverified") {
    const { message, upstream, cfRay } = credential.error;
    const told = upstream?.errors.map(({ code, message: text }) => `${code}: ${text}`).join("; ");
    return (
      <Callout tone="warn" title="The state of the token could not be found out.">
        Cloudflare tells it to the user or account that owns the token. {message}
        {told ? ` (${told})` : ""}
        {cfRay ? ` (ray ${cfRay})` : ""}
      </Callout>
    );
  }
  if (credential.kind === "key") {
    return (
      <Callout tone="warn" title="A global API key with an email address.">
        It has every right of its owner and no end. An API token with Logs: Edit alone can do less harm.
      </Callout>
    );
  }
  const { tone, says, nextStep } = adviseToken(credential.state, nowMs);
  const owner = credential.owner === "user" ? "An API token of a user." : "An API token of an account.";
  return (
    <Callout tone={tone} title={`${owner} ${says}`}>
      {nextStep}
    </Callout>
  );
}
