import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { AlertsView } from "#lib/logpush/alerts/alerts-view.ts";
import { alertRules, scrapeConfig, verifyNode, verifyPython } from "./examples.ts";

/** What Prometheus can read, and how a webhook proves that a message is Headgate's. */
export function SetupPanels({ metrics, port }: Pick<AlertsView, "metrics" | "port">) {
  return (
    <div className="grid min-w-0 items-start gap-5 lg:grid-cols-2">
      <Panel title="Metrics">
        <Metrics metrics={metrics} port={port} />
      </Panel>
      <Panel title="Verify signatures">
        <div className="grid gap-3 p-3 text-sm">
          <p className="text-muted">
            Webhook messages follow{" "}
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
    <details className="min-w-0 rounded-control border border-line">
      <summary className="flex min-h-9 items-center gap-2 px-3 font-medium">
        <ChevronRight aria-hidden className="size-3.5 text-faint in-open:rotate-90" />
        {title}
      </summary>
      <div className="relative border-line border-t">
        <div className="absolute top-2 right-2">
          <CopyButton label={`Copy ${title}`} text={text} />
        </div>
        <section
          aria-label={title}
          tabIndex={0}
          className="max-h-80 overflow-auto bg-sunken p-3 font-mono text-xs leading-5"
        >
          <pre translate="no">{text}</pre>
        </section>
      </div>
    </details>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}
