import type { ReactNode } from "react";
import { MissingScopes } from "#components/job-list/scope-failures.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { PermissionsReading } from "#lib/logpush/permissions/permissions.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { type ProbeScope, ScopeTable } from "./scope-table.tsx";
import { Section } from "./section.tsx";

const dashboard = "https://dash.cloudflare.com/profile/api-tokens";

type TokenSectionProps = {
  permissions: Result<PermissionsReading>;
  /** Whether the token is valid. It arrives later than the page, because Cloudflare is asked. */
  status: ReactNode;
  mode: SettingsView["mode"];
  reader: SettingsView["reader"];
  accountLogs: SettingsView["accountLogs"];
  probe: ProbeScope;
};

/** Whether the API token is valid, and in which zones and accounts it may list and change jobs. */
export function TokenSection({ permissions, status, mode, reader, accountLogs, probe }: TokenSectionProps) {
  return (
    <Section
      id="token"
      title="API token permissions"
      about={
        <>
          Logpush needs <strong className="font-medium text-fg">Logs: Edit</strong> for each zone or account, to read
          jobs too. Zero Trust datasets also need <strong className="font-medium text-fg">Zero Trust: PII Read</strong>.
          With <strong className="font-medium text-fg">Account Settings: Read</strong>, Headgate also finds out who
          changes jobs outside it.
        </>
      }
    >
      {status}
      {permissions.ok ? (
        <Reading reading={permissions.value} probe={probe} />
      ) : (
        <ErrorCallout error={permissions.error} isAlert={false} />
      )}
      <OutsidePersons reader={reader} accountLogs={accountLogs} />
      {mode === "live" ? <FirstStart reader={reader} /> : null}
    </Section>
  );
}

function Reading({ reading, probe }: { reading: PermissionsReading; probe: ProbeScope }) {
  const { scopes, failures, error } = reading;
  return (
    <>
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

/** Whether changes outside Headgate have a name. */
function OutsidePersons({ reader, accountLogs }: Pick<TokenSectionProps, "reader" | "accountLogs">) {
  const { asked, refused } = accountLogs;
  const who = "Who changed a job outside Headgate";
  if (reader.state === "person") return <p className="text-muted">{who}: not known with people’s own tokens.</p>;
  if (refused > 0) {
    const where = refused === asked ? "" : ` in ${refused} of ${asked} accounts`;
    return (
      <Callout tone="warn" title={`${who}: not known${where}`}>
        This token can’t read the account’s audit log. Add Account Settings: Read.
      </Callout>
    );
  }
  return (
    <p className="text-muted">
      {who}: {asked > 0 ? "read from the account’s audit log." : "not asked yet, because no job has changed."}
    </p>
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
