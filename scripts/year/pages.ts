import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { parseHistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import { parseCoverageView } from "#lib/logpush/coverage/coverage.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { parseRunQuery } from "#lib/logpush/plan/run-view.ts";
import { uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { parseUptimeView, uptimeGroupings } from "#lib/logpush/uptime/uptime-view.ts";
import { parseFieldWatchQuery } from "#lib/logpush/usage/field-watch.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { describeActivity } from "#lib/server/activity/read-activity.ts";
import { viewAlerts } from "#lib/server/alerts/read-alerts.ts";
import type { Context } from "#lib/server/context/context.ts";
import { listCellJobs } from "#lib/server/coverage/cell-jobs.ts";
import { describeCoverage } from "#lib/server/coverage/coverage.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { describeRun, describeRuns } from "#lib/server/fleet/read-run.ts";
import { listJobVersions } from "#lib/server/history/list-versions.ts";
import { findJobs } from "#lib/server/inventory/find-jobs.ts";
import { listJobs } from "#lib/server/inventory/list-jobs.ts";
import { readJobChanges } from "#lib/server/job/read-changes.ts";
import { readChartQuery } from "#lib/server/job/read-chart.ts";
import { readDeliveries } from "#lib/server/job/read-deliveries.ts";
import { readJobPage } from "#lib/server/job/read-head.ts";
import { readOverview } from "#lib/server/job/read-overview.ts";
import { countAttentionQuery } from "#lib/server/jobs/count-attention.ts";
import { exportJobs } from "#lib/server/jobs/export-jobs.ts";
import { readSecretSources } from "#lib/server/rotate/read-secrets.ts";
import { countScopeJobs } from "#lib/server/scopes/count-scope-jobs.ts";
import { fieldsForPage } from "#lib/server/scopes/datasets.ts";
import { describePermissions } from "#lib/server/settings/permissions.ts";
import { describeSettings } from "#lib/server/settings/read-settings.ts";
import { exportUptime } from "#lib/server/uptime/export-uptime.ts";
import { describeUptime } from "#lib/server/uptime/read-uptime.ts";
import { describeVolume } from "#lib/server/usage/read-volume.ts";
import { watchFields } from "#lib/server/usage/watch-fields.ts";
import { findScopes } from "#lib/store/inventory.ts";

/** What a page, or a part of it, reads. Files and lists of all jobs are not `isPage`: nobody waits for them on a page. */
export type Read = { page: string; view: string; run: () => Promise<unknown>; isFile?: boolean };

const textOf = (text: string) => new URLSearchParams(text);

/** Every reading of the store that the pages make, in their views. */
export async function pagesOf(context: Context): Promise<Read[]> {
  const { db } = context.store;
  const job = await db
    .selectFrom("job")
    .select(["scope", "job_id"])
    .where("state", "=", "failing")
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const scope = parseScopePath(job.scope);
  if (!scope) throw new Error("The job is of no zone.");
  const ref = { ...scope, jobId: job.job_id };
  const key = `${job.scope}/${job.job_id}`;
  const run = await db.selectFrom("run").select("id").orderBy("id").executeTakeFirstOrThrow();
  const views = (page: string, texts: string[], read: (params: URLSearchParams) => Promise<unknown>): Read[] =>
    texts.map((text) => ({ page, view: text || "as it opens", run: () => read(textOf(text)) }));
  const one = (page: string, view: string, read: () => Promise<unknown>): Read[] => [{ page, view, run: read }];
  const zone = `zone=${job.scope}`;

  return [
    ...views(
      "Jobs",
      [
        ...[
          "",
          "page=200",
          "sort=name",
          "sort=-name",
          "sort=-name&page=200",
          "sort=health",
          "sort=-health",
          "health=failing",
        ],
        ...["dataset=dns_logs", `scope=${job.scope}`, "q=receiver", "q=logs-77", "q=nothing-has-this"],
        ...[
          "q=header:authorization",
          "q=host:receiver-7",
          "q=status:failing zone:site-00",
          "q=dataset:dns_logs&sort=name",
        ],
      ],
      (params) => findJobs(context, parseView(params)),
    ),
    ...one("Jobs", "the count in the navigation", () => countAttentionQuery.run(context, undefined)),
    ...one("Job", "head", () => readJobPage(context, ref)),
    ...one("Job", "overview", () => readOverview(context, ref)),
    ...["range=24h", "range=7d", "range=30d", "range=365d", "from=2020-01-01"].flatMap((range) =>
      one("Job", `chart, ${range}`, () =>
        readChartQuery.run(context, readChartQuery.parse(textOf(`job=${key}&${range}`))),
      ),
    ),
    ...one("Job", "deliveries", () => readDeliveries(context, ref)),
    ...one("Job", "activity, changes", () => readJobChanges(context, ref)),
    ...one("Job", "activity, versions", () => listJobVersions(context, { ref })),
    ...views(
      "Activity",
      [
        ...[
          "",
          zone,
          `job=${job.scope}/jobs/${job.job_id}`,
          "kind=update",
          "kind=delete",
          "kind=found",
          "source=outside",
        ],
        ...["source=first", "source=restored", "result=done", "result=failed", "who=access:person@example.com"],
        ...[
          "who=cloudflare:other@example.com",
          "span=1h",
          "span=30d",
          "from=2020-01-01&to=2020-01-02",
          "q=site-00",
          "q=nothing-has-this",
        ],
      ],
      (params) => describeActivity(context, { query: parseActivityQuery(params) }),
    ),
    ...views(
      "Coverage",
      [
        "",
        "page=10",
        "show=without",
        "show=trouble",
        "kind=accounts",
        "dataset=dns_logs",
        "dataset=dns_logs&show=without",
        "q=site-00",
      ],
      (params) => describeCoverage(context, parseCoverageView(params), 100),
    ),
    ...one("Coverage", "the jobs of a cell", () =>
      listCellJobs(context, { cells: [{ path: job.scope, dataset: "dns_logs" }] }),
    ),
    ...views(
      "Usage, volume",
      [
        ...["", "by=dataset", "by=scope", "by=host", "page=100", "sort=name", "sort=cost", "sort=expected&by=scope"],
        ...["q=receiver", "q=site-00", "dataset=dns_logs", `scope=${job.scope}`, "host=receiver-7.example.net"],
      ],
      (params) => describeVolume(context, parseUsageQuery(params)),
    ),
    ...views(
      "Usage, uptime",
      [
        ...uptimeGroupings.flatMap((by) => uptimeDays.map((days) => `by=${by}&days=${days}`)),
        ...["by=job&page=200", `by=job&${zone}`, "by=job&dataset=dns_logs", "by=zone&dataset=dns_logs"],
      ],
      (params) => describeUptime(context, parseUptimeView(params)),
    ),
    ...views("Usage, fields", ["", "kind=zones&dataset=http_requests&field=NewField"], (params) =>
      watchFields(context, parseFieldWatchQuery(params)),
    ),
    ...views("Alerts", ["", "q=receiver", "q=nothing-has-this", "channel=chat", "result=failed", "page=20"], (params) =>
      viewAlerts(context, parseHistoryQuery(params)),
    ),
    ...one("Runs", "as it opens", () => describeRuns(context, 1)),
    ...views("Run", ["", "show=plan", "outcome=failed", "page=5"], (params) =>
      describeRun(context, run.id, parseRunQuery(params)),
    ),
    ...one("New job", "zones and accounts", () => findScopes(db, { realm: context.realm, words: [], limit: 100 })),
    ...one("New job", "jobs of the zone", () => countScopeJobs(context, { scope: job.scope })),
    ...one("New job", "fields", () => fieldsForPage(context, { scope: job.scope, dataset: "http_requests" })),
    ...one("Settings", "as it opens", () => describeSettings(context, readEnv())),
    ...one("Settings", "token permissions", () => describePermissions(context)),
    ...[
      { page: "Rotate secrets", view: "all values", run: () => readSecretSources(context) },
      { page: "Drift", view: "all jobs, compared", run: () => exportJobs(context, null) },
      { page: "Metrics", view: "a scrape, and a round of the alerts", run: () => listJobs(context) },
      ...(["periods", "states"] as const).map((file) => ({
        ...{ page: "Usage, uptime", view: `file of ${file}` },
        run: async () => {
          for await (const _ of (await exportUptime(context, { file, zone: "", dataset: "" })).parts);
        },
      })),
    ].map((read) => ({ ...read, isFile: true })),
  ];
}
