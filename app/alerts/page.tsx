import type { Metadata } from "next";
import {
  deleteChannel,
  muteJob,
  muteJobs,
  resendAlert,
  saveChannel,
  sendTest,
  setChannelEnabled,
} from "#app/actions/alerts.ts";
import { findScopes } from "#app/actions/scopes.ts";
import { AlertsPage } from "#components/alerts/alerts-page.tsx";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { parseHistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import { readAlerts } from "#lib/server/alerts/read-alerts.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";
import { listSomeScopes } from "#lib/server/scopes/scopes.ts";

const title = "Alerts";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/alerts">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("viewer");
  return (
    <PageContent skeleton={<PageSkeleton title={title} rows={10} />}>
      {renderAlerts({ caller, searchParams })}
    </PageContent>
  );
}

async function renderAlerts({ caller, searchParams }: { caller: Caller } & Pick<PageProps<"/alerts">, "searchParams">) {
  const given = await searchParams;
  const query = parseHistoryQuery(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const [view, scopes] = await Promise.all([readAlerts(query), listSomeScopes()]);
  return (
    <AlertsPage
      view={view}
      query={query}
      nowMs={Date.now()}
      may={mayOf(caller)}
      {...scopes}
      actions={{ sendTest, resendAlert, saveChannel, setChannelEnabled, deleteChannel, muteJob, muteJobs, findScopes }}
    />
  );
}
