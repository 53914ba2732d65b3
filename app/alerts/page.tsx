import type { Metadata } from "next";
import { Suspense } from "react";
import { sendTest } from "#app/actions/alerts.ts";
import { AlertsPage } from "#components/alerts/alerts-page.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { readAlerts } from "#lib/server/alerts/alerts.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";

const title = "Alerts";

export const metadata: Metadata = { title };

export default async function Page() {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("viewer");
  return (
    <Suspense fallback={<PageSkeleton title={title} rows={10} />}>
      <Alerts caller={caller} />
    </Suspense>
  );
}

async function Alerts({ caller }: { caller: Caller }) {
  return <AlertsPage view={await readAlerts()} nowMs={Date.now()} sendTest={sendTest} may={mayOf(caller)} />;
}
