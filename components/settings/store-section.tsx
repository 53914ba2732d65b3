import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { Code, Fact, Facts, Section } from "./section.tsx";

const backup = "npm run --silent headgate -- backup headgate-backup.db";

const states: Record<SettingsView["reader"]["state"], string> = {
  running: "Running",
  stopped: "Not running. Another server may be taking over.",
  off: "Off (HEADGATE_READER=off). Pages read what is due.",
  person: "Reads while you use Headgate, with your token.",
};

/** Where everything is kept, and how far the background reader is. */
export function StoreSection({ store, reader }: Pick<SettingsView, "store" | "reader">) {
  const { kind, bytes, keepsSecrets, historyDays, history } = store;
  const { state, scopes, unread, failed, calls } = reader;
  return (
    <Section
      id="store"
      title="Store"
      about="Jobs, history, sessions and the audit log. Pages read from here, not from the API."
    >
      <Facts>
        <Fact label="Database">
          {kind === "sqlite" ? "SQLite" : "PostgreSQL"}, {sizeWords(bytes)}
        </Fact>
        <Fact label="Destination secrets">
          {keepsSecrets ? "Encrypted, so versions can be restored" : "Not kept (HEADGATE_HISTORY=without-secrets)"}
        </Fact>
        <Fact label="History kept">
          {historyDays} days (<Code>HEADGATE_HISTORY_DAYS</Code>): {costWords(history)}
        </Fact>
        <Fact label="Backup">
          <span className="flex flex-wrap items-center gap-2">
            <Code>{backup}</Code>
            <CopyButton label="Copy backup command" text={backup} />
          </span>
        </Fact>
      </Facts>
      <Facts>
        <Fact label="Background reader">{states[state]}</Fact>
        <Fact label="Inventory">
          {formatCount(scopes - unread)} of {formatCount(scopes)} zones and accounts read
          {failed > 0 ? `, ${formatCount(failed)} with errors` : ""}
        </Fact>
        {calls ? (
          <Fact label="API calls, 5 min">
            {formatCount(calls.used)} of {formatCount(calls.most)}
          </Fact>
        ) : null}
      </Facts>
    </Section>
  );
}

function costWords({ versions, bytes }: SettingsView["store"]["history"]): string {
  if (versions === 0) return "no versions yet";
  const count = versions === 1 ? "1 version" : `${formatCount(versions)} versions`;
  return `${count}, about ${sizeWords(bytes)}`;
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
