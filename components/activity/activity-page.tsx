import type { Route } from "next";
import type { HistoryActions } from "#components/history/history-actions.ts";
import { PageHeader } from "#components/layout/page-header.tsx";
import type { FindScopes } from "#components/scopes/use-known-scopes.ts";
import { buttonStyle } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ActivityPage as Page } from "#lib/logpush/activity/activity-page.ts";
import { type ActivityQuery, activityQueryText } from "#lib/logpush/activity/activity-query.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { ActivityFilters } from "./activity-filters.tsx";
import { ActivityList } from "./activity-list.tsx";

type ActivityPageProps = {
  title: string;
  query: ActivityQuery;
  page: Page;
  scopes: ScopeOption[];
  scopeCount: number;
  findScopes: FindScopes;
  nowMs: number;
  mayRestore: boolean;
  actions: Pick<HistoryActions, "compareVersions" | "restoreVersion">;
};

/** Who changed or tested which job, from what to what, and how it ended, the newest first. */
export function ActivityPage({ title, query, page, nowMs, mayRestore, actions, ...known }: ActivityPageProps) {
  const text = activityQueryText(query);
  return (
    <>
      <PageHeader
        title={title}
        actions={
          <Link href={"/runs" as Route} className={buttonStyle({ size: "small" })}>
            Runs
          </Link>
        }
      />
      {page.broken > 0 ? (
        <Callout tone="danger" title="Audit log integrity check failed" className="mb-4">
          {page.broken === 1 ? "1 entry was" : `${page.broken} entries were`} changed or removed, or HEADGATE_SECRET was
          replaced. Run <code className="font-mono">npm run --silent headgate -- audit</code> to list them.
        </Callout>
      ) : null}
      <ActivityFilters query={query} people={page.people} {...known} />
      <ActivityList
        key={text}
        queryText={text}
        initial={page}
        nowMs={nowMs}
        mayRestore={mayRestore}
        actions={actions}
      />
      <p className="mt-4 text-muted text-xs">
        {page.hasHidden ? "Jobs that your token can’t list are left out. " : ""}
        Secrets are shown as fingerprints. Times are local; hover for UTC.
      </p>
    </>
  );
}
