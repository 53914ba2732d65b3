import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { Code, Fact, Facts, Section } from "./section.tsx";

/** Where Prometheus reads, and who may. */
export function MetricsSection({ metrics: { access, address } }: Pick<SettingsView, "metrics">) {
  return (
    <Section
      id="metrics"
      title="Metrics"
      about={
        <>
          Job states for Prometheus.{" "}
          <Link href="/alerts" className="underline">
            Alerts
          </Link>{" "}
          has a scrape configuration and alert rules.
        </>
      }
    >
      <Facts>
        <Fact label="Access">
          {access === "off" ? (
            <>
              Off. Set <Code>HEADGATE_METRICS_TOKEN</Code> and restart to enable it.
            </>
          ) : access === "token" ? (
            <>
              Bearer token (<Code>HEADGATE_METRICS_TOKEN</Code>)
            </>
          ) : (
            <>
              Anyone who can reach this server. Set <Code>HEADGATE_METRICS_TOKEN</Code> to require a token.
            </>
          )}
        </Fact>
        {access === "off" ? null : (
          <Fact label="Address">
            <span className="flex flex-wrap items-center gap-2">
              <code className="font-mono text-xs">{address}</code>
              <CopyButton label="Copy address" text={address} />
            </span>
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
