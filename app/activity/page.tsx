import type { Metadata } from "next";
import { ChangesPage } from "#components/activity/activity-page.tsx";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { readChanges } from "#lib/server/activity/changes.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";

const title = "Activity";

export const metadata: Metadata = { title };

export default async function Page() {
  await authorisePage("operator");
  const view = await readChanges();
  if (!view.ok) return <ListFailure title={title} error={view.error} />;
  return <ChangesPage title={title} view={view.value} nowMs={Date.now()} />;
}
