import { MissingScopes } from "#components/job-list/scope-failures.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { CredentialReading, PermissionsReading } from "#lib/logpush/permissions/permissions.ts";
import { adviseToken } from "#lib/logpush/permissions/token-advice.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { type ProbeScope, ScopeTable } from "./scope-table.tsx";
import { Section } from "./section.tsx";

const dashboard = "https://dash.cloudflare.com/profile/api-tokens";

type TokenSectionProps = {
  permissions: Result<PermissionsReading>;
  mode: SettingsView["mode"];
  reader: SettingsView["reader"];
  nowMs: number;
  probe: ProbeScope;
};

/** Whether the API token is valid, and in which zones and accounts it may list and change jobs. */
export function TokenSection({ permissions, mode, reader, nowMs, probe }: TokenSectionProps) {
  return (
    <Section
      id="token"
      title="API token permissions"
      about={
        <>
          Logpush needs <strong className="font-medium text-fg">Logs: Edit</strong> for each zone or account, to read
          jobs too. Zero Trust datasets also need <strong className="font-medium text-fg">Zero Trust: PII Read</strong>.
        </>
      }
    >
      {permissions.ok ? (
        <Reading reading={permissions.value} nowMs={nowMs} probe={probe} />
      ) : (
        <ErrorCallout error={permissions.error} isAlert={false} />
      )}
      {mode === "live" ? <FirstStart reader={reader} /> : null}
    </Section>
  );
}

function Reading({ reading, nowMs, probe }: { reading: PermissionsReading; nowMs: number; probe: ProbeScope }) {
  const { credential, scopes, failures, error } = reading;
  return (
    <>
      <Credential credential={credential} nowMs={nowMs} />
      <MissingScopes failures={failures} />
      {error ? (
        <ErrorCallout error={error} isAlert={false} />
      ) : scopes.length > 0 ? (
        <ScopeTable scopes={scopes} probe={probe} />
      ) : (
        <Callout tone="warn" title="This API token has no access to any zone or account.">
          Add Logs: Edit for the zones and accounts whose jobs you manage.
        </Callout>
      )}
    </>
  );
}

/** Where tokens are made, and how far the first inventory is. */
function FirstStart({ reader: { scopes, unread } }: Pick<TokenSectionProps, "reader">) {
  return (
    <p className="text-muted">
      <a href={dashboard} target="_blank" rel="noreferrer" className="underline">
        Manage API tokens in the Cloudflare dashboard
      </a>
      {unread > 0 ? `. First inventory: ${scopes - unread} of ${scopes} zones and accounts read.` : ""}
    </p>
  );
}

function Credential({ credential, nowMs }: { credential: CredentialReading; nowMs: number }) {
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
  return (
    <Callout tone={tone} title={`${owner}: ${says}`}>
      {nextStep}
    </Callout>
  );
}
