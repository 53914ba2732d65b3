import type { ReactNode } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { AlertsView } from "#lib/logpush/alerts/alerts-view.ts";
import type { May } from "#lib/logpush/views.ts";
import { alertRules, scrapeConfig, verifyNode, verifyPython } from "./examples.ts";
import { MessageList } from "./message-list.tsx";
import { TestButton } from "./test-button.tsx";

type SendTest = typeof import("#app/actions/alerts.ts").sendTest;

type AlertsPageProps = { view: AlertsView; nowMs: number; may: May; sendTest: SendTest };

/** Where alerts about a job's state go, how that went, and what Prometheus can read. */
export function AlertsPage({ view, nowMs, may, sendTest }: AlertsPageProps) {
  const { target, messages, metrics, port, readAt } = view;
  return (
    <>
      <PageHeader title="Alerts">
        Headgate posts to a webhook when a job starts failing, is disabled after errors or stops delivering, and when it
        recovers.
      </PageHeader>
      <div className="grid gap-5 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-5">
          <Panel title="Webhook" tools={target && may.write ? <TestButton sendTest={sendTest} /> : null}>
            <div className="grid gap-3 p-3 text-sm">
              {target ? <Target target={target} /> : <NoTarget />}
              {target ? (
                <p className="text-muted">
                  {readAt ? (
                    <>
                      Jobs last read: <TimeAgo iso={readAt} nowMs={nowMs} />. Alerts fire after two consecutive failed
                      checks. Existing failures aren’t reported.
                    </>
                  ) : (
                    "Jobs not read yet."
                  )}
                </p>
              ) : null}
            </div>
          </Panel>
          <Panel title="Messages">
            <MessageList messages={messages} nowMs={nowMs} isOn={target !== null} />
          </Panel>
        </div>
        <div className="grid min-w-0 content-start gap-5">
          <Panel title="Metrics">
            <Metrics metrics={metrics} port={port} />
          </Panel>
          <Panel title="Verify signatures">
            <div className="grid gap-3 p-3 text-sm">
              <p className="text-muted">
                Messages follow{" "}
                <a href="https://www.standardwebhooks.com/" rel="noreferrer" className="underline">
                  Standard Webhooks
                </a>
                . Retries reuse the <code className="font-mono text-xs">webhook-id</code>.
              </p>
              <Example title="Node.js" text={verifyNode} />
              <Example title="Python" text={verifyPython} />
            </div>
          </Panel>
        </div>
      </div>
    </>
  );
}

function Target({ target: { host, isDemo } }: { target: NonNullable<AlertsView["target"]> }) {
  return (
    <>
      <p>
        Messages go to <code className="font-mono text-xs">{host}</code>. Payloads never include the destination.
      </p>
      {isDemo ? (
        <p className="text-muted">
          The{" "}
          <Link href="/receiver?kind=alert" className="underline">
            test receiver
          </Link>{" "}
          receives them. Set <Code>HEADGATE_ALERT_URL</Code> and <Code>HEADGATE_ALERT_SECRET</Code> to use your own
          webhook.
        </p>
      ) : null}
    </>
  );
}

function NoTarget() {
  return (
    <p>
      Alerts are off. Set <Code>HEADGATE_ALERT_URL</Code> to an HTTPS webhook and <Code>HEADGATE_ALERT_SECRET</Code> to
      its signing secret, then restart Headgate.
    </p>
  );
}

function Metrics({ metrics, port }: Pick<AlertsView, "metrics" | "port">) {
  if (metrics === "off") {
    return (
      <p className="p-3 text-sm">
        <Code>/metrics</Code> is off. Set <Code>HEADGATE_METRICS_TOKEN</Code>, or <Code>HEADGATE_METRICS=on</Code> for
        anyone who can reach this server, then restart Headgate.
      </p>
    );
  }
  return (
    <div className="grid gap-3 p-3 text-sm">
      <p>
        <Code>/metrics</Code> is on{metrics === "token" ? ", with a bearer token" : ""}. A scrape returns the jobs as
        last read.
      </p>
      <Example title="prometheus.yml" text={scrapeConfig(port, metrics === "token")} />
      <Example title="Alert rules" text={alertRules} />
    </div>
  );
}

function Example({ title, text }: { title: string; text: string }) {
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 className="font-medium text-xs">{title}</h3>
        <CopyButton label={`Copy ${title}`} text={text} />
      </div>
      <section
        aria-label={title}
        tabIndex={0}
        className="max-h-64 overflow-auto rounded-control bg-sunken p-2 font-mono text-xs leading-5"
      >
        <pre translate="no">{text}</pre>
      </section>
    </div>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}
