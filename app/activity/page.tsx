import type { Metadata } from "next";
import { compareVersions, restoreVersion } from "#app/actions/history.ts";
import { findScopes } from "#app/actions/scopes.ts";
import { ActivityPage } from "#components/activity/activity-page.tsx";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { readActivity } from "#lib/server/activity/read-activity.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { listSomeScopes } from "#lib/server/scopes/scopes.ts";

const title = "Activity";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/activity">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("operator");
  return (
    <PageContent skeleton={<PageSkeleton title={title} rows={12} />}>
      {renderActivity({ searchParams, mayRestore: mayOf(caller).write })}
    </PageContent>
  );
}

async function renderActivity({
  searchParams,
  mayRestore,
}: Pick<PageProps<"/activity">, "searchParams"> & { mayRestore: boolean }) {
  const given = await searchParams;
  const query = parseActivityQuery(
    new URLSearchParams(Object.entries(given).flatMap(([name, value]) => [[name, String(value)]])),
  );
  const [page, scopes] = await Promise.all([readActivity(query), listSomeScopes()]);
  if (!page.ok) return <PageFailure title={title} error={page.error} />;
  return (
    <ActivityPage
      title={title}
      query={query}
      page={page.value}
      {...scopes}
      findScopes={findScopes}
      nowMs={Date.now()}
      mayRestore={mayRestore}
      actions={{ compareVersions, restoreVersion }}
    />
  );
}
