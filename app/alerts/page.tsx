import type { Metadata } from "next";
import { sendTest } from "#app/actions/alerts.ts";
import { AlertsPage } from "#components/alerts/alerts-page.tsx";
import { readAlerts } from "#lib/server/alerts/alerts.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";

export const metadata: Metadata = { title: "Alerts" };

export default async function Page() {
  const caller = await authorisePage("viewer");
  return <AlertsPage view={await readAlerts()} nowMs={Date.now()} sendTest={sendTest} may={mayOf(caller)} />;
}
