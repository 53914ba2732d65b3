import type { Metadata } from "next";
import { probe } from "#app/actions/settings.ts";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { PermissionsPage } from "#components/settings/permissions-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readPermissions } from "#lib/server/settings/permissions.ts";

const title = "Settings";

export const metadata: Metadata = { title };

export default async function Page() {
  await authorisePage("operator");
  const reading = await readPermissions();
  if (!reading.ok) return <ListFailure title={title} error={reading.error} />;
  return <PermissionsPage title={title} reading={reading.value} nowMs={Date.now()} probe={probe} />;
}
