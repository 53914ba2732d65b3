import { sql } from "kysely";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { asJsonObject } from "#lib/logpush/job/job.ts";
import { createSeal } from "#lib/server/env/seal.ts";
import { createDigests } from "#lib/server/env/secret.ts";
import { listedScopeOf, observeJob } from "#lib/server/inventory/observed-job.ts";
import { contextOf } from "#lib/server/testing/test-context.ts";
import { countDueUptime } from "#lib/server/uptime/count-uptime.ts";
import { recordJobs, recordListing } from "#lib/store/inventory.ts";
import type { Store } from "#lib/store/open-store.ts";

/** How much happened in the year. */
export type YearOptions = {
  jobs: number;
  zones: number;
  /** Versions and health spans a job, lines of the audit log a job, and for how many days deliveries are by the hour. */
  versions: number;
  spans: number;
  lines: number;
  hourlyDays: number;
  days: number;
  /** The end of the year, in milliseconds since 1970. */
  now: number;
  /** Says how far it is. */
  report(progress: string): void;
};

export const fullYear: Omit<YearOptions, "now" | "report"> = {
  ...{ jobs: 10_000, zones: 1000, versions: 12, spans: 20, lines: 30, hourlyDays: 35, days: 365 },
};

export const realm = "live";
const dayMs = 86_400_000;
/** A statement may take 30 seconds on PostgreSQL. */
const jobsAtOnce = 250;
const scopesAtOnce = 100;
const key = "a key for measurements only, nothing depends on it";

export function zonePath(zone: number): string {
  return `zones/${(zone + 1).toString(16).padStart(32, "0")}`;
}

/**
 * Fills an empty, migrated store. Zones and jobs are stored as a reading would, everything older is made by the database
 * itself. The macs of the audit log are not valid.
 */
export async function fillYear(store: Store, options: YearOptions): Promise<void> {
  const { db } = store;
  // What a crash loses is made again.
  if (store.kind === "sqlite") await sql`pragma synchronous = off`.execute(db);
  await fillJobs(store, options);
  const { rows } = await sql<{
    first: number;
    last: number;
  }>`select min(id) as first, max(id) as last from job`.execute(db);
  const { first, last } = rows[0] ?? { first: 0, last: -1 };
  for (let from = first; from <= last; from += jobsAtOnce) {
    await db.transaction().execute(async (change) => {
      const range = sql`job.id >= ${from} and job.id < ${Math.min(from + jobsAtOnce, last + 1)}`;
      for (const statement of pastOf(range, options)) await statement.execute(change);
    });
    options.report(`the past of ${Math.min(from + jobsAtOnce, last + 1) - first} jobs`);
  }
  await sql`insert into chain_head (chain, n, mac) select chain, max(n), min(mac) from audit group by chain`.execute(
    db,
  );
  await sql`update scope set pushes_from = 0, pushes_at = ${options.now}`.execute(db);
  const counting = { store, realm, now: () => options.now };
  for (let counted = 0; counted < options.zones; counted += scopesAtOnce) {
    await countDueUptime(counting, { limit: scopesAtOnce });
    options.report(`the uptime of ${Math.min(counted + scopesAtOnce, options.zones)} zones`);
  }
  // PostgreSQL does this itself after a while.
  if (store.kind === "postgres") await sql`analyze`.execute(db);
}

async function fillJobs({ db }: Store, { jobs, zones, now, report }: YearOptions): Promise<void> {
  const { context: base } = contextOf(async () => new Response());
  const context = { ...base, now: () => now, seal: createSeal(key), digests: createDigests(key), realm };
  const scopes = Array.from({ length: zones }, (_, zone) =>
    listedScopeOf({
      path: zonePath(zone),
      name: zoneName(zone),
      accountId: accountOf(zone),
      accountName: "Example Corp",
    }),
  );
  await recordListing(db, { realm, kind: "zones", scopes, at: now, dueAt: now + dayMs, isWhole: true });
  await recordListing(db, { realm, kind: "accounts", scopes: [], at: now, dueAt: now + dayMs, isWhole: true });
  let made = 0;
  for (const [zone, scope] of scopes.entries()) {
    const count = Math.floor((jobs * (zone + 1)) / zones) - Math.floor((jobs * zone) / zones);
    const ref = { scopeKind: "zones", scopeId: scope.path.slice("zones/".length) } as const;
    const observed = Array.from({ length: count }, (_, index) =>
      observeJob(context, jobOf(made + index, zone, now), {
        ...{ scope: ref, at: now, origin: { source: "outside" }, notes: new Map(), former: new Map() },
      }),
    );
    made += count;
    await recordJobs(db, {
      realm,
      path: scope.path,
      at: now,
      jobs: observed,
      isWhole: true,
      dueAt: now + dayMs,
      scope,
    });
    if (zone % 100 === 99) report(`${made} jobs`);
  }
}

function zoneName(zone: number): string {
  return `site-${String(zone).padStart(4, "0")}.example.com`;
}

function accountOf(zone: number): string {
  return (zone % 20).toString(16).padStart(32, "a");
}

const datasets = ["http_requests", "firewall_events", "dns_logs", "workers_trace_events", "spectrum_events"];
const fieldNames = [
  "ClientIP",
  "ClientRequestHost",
  "ClientRequestMethod",
  "ClientRequestURI",
  "EdgeEndTimestamp",
].concat(["EdgeResponseBytes", "EdgeResponseStatus", "EdgeStartTimestamp", "RayID"]);

/** Most deliver, some fail, wait or are disabled. A tenth have the same name. */
function jobOf(number: number, zone: number, now: number) {
  const time = (agoMs: number) => new Date(now - agoMs).toISOString();
  const fate = number % 20;
  const isFailing = fate === 3;
  return asReadJob(
    asJsonObject({
      ...{
        id: 1_000_000 + number,
        dataset: datasets[number % datasets.length],
        enabled: fate !== 7,
        frequency: "high",
      },
      name: number % 10 === 9 ? "backup" : `logs-${number} to receiver ${number % 50}`,
      destination_conf: `https://receiver-${number % 50}.example.net/ingest/${zone}?header_Authorization=Bearer%20token-${number}-value&header_X-Team=team-${number % 30}&tags=zone%3A${zone}`,
      last_complete: fate === 11 ? null : time(isFailing ? 3 * 3_600_000 : 60_000),
      last_error: isFailing ? time(60_000) : null,
      error_message: isFailing ? "error: HTTP status 503 from receiver" : null,
      output_options: { field_names: fieldNames, timestamp_format: "rfc3339", sample_rate: 1 },
      filter: '{"where":{"and":[{"key":"ClientRequestHost","operator":"contains","value":"example"}]}}',
      ...{ max_upload_bytes: 5_000_000, max_upload_records: 1000, max_upload_interval_seconds: 30 },
    }),
  );
}

type Fragment = ReturnType<typeof sql>;

/** Everything older of the jobs in a range. Figures depend on the job and the time, so that two runs make the same. */
function pastOf(range: Fragment, { versions, spans, lines, hourlyDays, days, now }: YearOptions): Fragment[] {
  const hour = Math.floor(now / 3_600_000);
  const day = Math.floor(now / dayMs);
  const versionMs = Math.floor((days * dayMs) / Math.max(1, versions));
  const spanMs = Math.floor((days * dayMs) / Math.max(1, spans));
  const lineMs = Math.floor((days * dayMs) / Math.max(1, lines));
  return [
    sql`update job_version set n = ${versions} where job in (select id from job where ${range})`,
    sql`update job set n = ${versions}, first_seen = ${now - days * dayMs} where ${range}`,
    sql`${series(1, versions - 1)} insert into job_version (job, n, seen_at, source, actor, intent, attrs, digests, conf_digest, sealed, kid)
      select v.job, ${versions} - k, v.seen_at - k * cast(${versionMs} as bigint), 'headgate', 'access:person@example.com', null, attrs, digests, conf_digest, sealed, kid
      from series cross join job_version v join job on job.id = v.job and v.n = job.n where ${range}`,
    sql`update health_span set since = ${now - spanMs} where job in (select id from job where ${range})`,
    sql`${series(2, spans)} insert into health_span (job, since, until, state, cause)
      select job.id, ${now} - k * cast(${spanMs} as bigint), ${now} - (k - 1) * cast(${spanMs} as bigint), case when k % 2 = 0 then 'failing' else 'healthy' end, null
      from series cross join job where ${range}`,
    sql`${series(1, hourlyDays * 24)} insert into push_hour (job, hour, ok, failed, retried, lines, bytes)
      select job.id, ${hour} - k, 100 + (job.id * 7 + k * 13) % 50, (job.id + k) % 3, (job.id + k) % 2, null, 1000000 + (job.id * 31 + k * 17) % 900000
      from series cross join job where ${range}`,
    sql`${series(hourlyDays + 1, days)} insert into push_day (job, day, ok, failed, bytes, retried, ok_hours, failed_hours)
      select job.id, ${day} - k, 2400 + (job.id * 7 + k * 13) % 500, (job.id + k) % 30, 24000000 + (job.id * 31 + k * 17) % 9000000,
        (job.id + k) % 7, 16777215, case when (job.id + k) % 30 = 0 then 0 else 1 << cast((job.id + k) % 24 as integer) end
      from series cross join job where ${range}`,
    sql`${series(1, lines)} insert into audit (chain, n, at, entry, mac)
      select job.scope, (job.job_id % 1000) * ${lines} + k, ${now} - (${lines} - k) * cast(${lineMs} as bigint) - job.job_id % 1000,
        ${entryStart} || cast(job.job_id as text) || ${entryEnd}, '00000000:' || substr(job.digest, 10)
      from series cross join job where ${range}`,
  ];
}

/** The whole numbers from one to another, as both databases count. */
function series(from: number, to: number): Fragment {
  return sql`with recursive series (k) as (select ${sql.lit(from)} where ${sql.lit(from)} <= ${sql.lit(to)} union all select k + 1 from series where k < ${sql.lit(to)})`;
}

const entryStart =
  '{"kind":"intent","id":"5b6f0a52-6c3c-4c54-9d5e-0f6a5d2b7c11","action":"update","caller":{"id":"access:person@example.com","name":"person@example.com"},"before":{"destination_conf":"0123456789abcdef","output_options":"0123456789abcdef"},"after":{"destination_conf":"fedcba9876543210","output_options":"fedcba9876543210"},"requestId":"8d7f4f0e-2a45-43a5-9d2f-0e8f5a7f1b11","jobId":';
const entryEnd = "}";
