import type { Metadata } from "next";
import { probe } from "#app/actions/permissions.ts";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { PermissionsPage } from "#components/permissions/permissions-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readPermissions } from "#lib/server/scopes/permissions.ts";

const title = "What the credential may do";

export const metadata: Metadata = { title };

export default async function Page() {
  await authorisePage("operator");
  const reading = await readPermissions();
  if (!reading.ok) return <ListFailure title={title} error={reading.error} />;
  return <PermissionsPage title={title} reading={reading.value} nowMs={Date.now()} probe={probe} />;
}
