import type { ReactNode } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { AlertsView } from "#lib/logpush/alerts/alerts-view.ts";
import type { HistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import type { May, ScopeOption } from "#lib/logpush/views.ts";
import type { AlertActions } from "./alert-actions.ts";
import { ChannelsPanel } from "./channels-panel.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { MutesPanel } from "./mutes-panel.tsx";
import { SetupPanels } from "./setup-panels.tsx";

type AlertsPageProps = {
  view: AlertsView;
  query: HistoryQuery;
  nowMs: number;
  may: May;
  scopes: ScopeOption[];
  scopeCount: number;
  actions: AlertActions;
};

/** Where alerts go, what was sent and how that went, which jobs and zones are muted, and what Prometheus can read. */
export function AlertsPage({ view, query, nowMs, may, scopes, scopeCount, actions }: AlertsPageProps) {
  const { state, channels, isFull, readAt, history, mutes, metrics, port } = view;
  return (
    <>
      <PageHeader title="Alerts">
        Headgate sends a message when a job starts failing, is disabled after errors or stops delivering, and when it
        recovers.
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
        {state === "on" ? (
          <ChannelsPanel
            channels={channels}
            isFull={isFull}
            nowMs={nowMs}
            may={may}
            scopes={scopes}
            scopeCount={scopeCount}
            actions={actions}
          >
            {channels.some(({ isEnabled }) => isEnabled) ? (
              readAt ? (
                <>
                  Jobs last read: <TimeAgo iso={readAt} nowMs={nowMs} />. Alerts fire after two consecutive checks.
                  Existing failures aren’t reported.
                </>
              ) : (
                "Jobs not read yet."
              )
            ) : null}
          </ChannelsPanel>
        ) : (
          <AlertsOff state={state} />
        )}
        {state === "on" && (may.operate || mutes.length > 0) ? (
          <MutesPanel
            mutes={mutes}
            scopes={scopes}
            scopeCount={scopeCount}
            actions={may.operate ? actions : undefined}
          />
        ) : null}
        <HistoryPanel
          history={history}
          query={query}
          nowMs={nowMs}
          resendAlert={may.write && state === "on" ? actions.resendAlert : undefined}
        />
        <SetupPanels metrics={metrics} port={port} />
      </div>
    </>
  );
}

function AlertsOff({ state }: { state: "off" | "token" }) {
  if (state === "off") {
    return (
      <Callout tone="info" title="Alerts are off">
        Set by <Code>HEADGATE_ALERTS=off</Code>. Remove it and restart Headgate to send alerts.
      </Callout>
    );
  }
  return (
    <Callout tone="info" title="Alerts are off">
      Each person signs in with an API token, so nothing reads the jobs while nobody is signed in. Alerts need a server
      credential: set <Code>CLOUDFLARE_API_TOKEN</Code> and another <Code>HEADGATE_AUTH</Code>.
    </Callout>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}
