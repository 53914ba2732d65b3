import { sql } from "kysely";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { asJsonObject } from "#lib/logpush/job/job.ts";
import { listedScopeOf, observeJob } from "#lib/server/inventory/observed-job.ts";
import { countDueUptime } from "#lib/server/uptime/count-uptime.ts";
import { recordJobs, recordListing } from "#lib/store/inventory.ts";
import type { Store } from "#lib/store/open-store.ts";
import { fillOthers } from "./fill-others.ts";
import { pastOf } from "./past.ts";
import { realm, yearContext } from "./year-context.ts";
import { datasets, type YearOptions } from "./year-options.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A statement may take 30 seconds on PostgreSQL. */
const jobsAtOnce = 250;
const scopesAtOnce = 100;

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
  await sql`update scope set pushes_from = 0, pushes_at = ${options.now}, pushes_until = ${Math.floor(options.now / hourMs) + 1}`.execute(
    db,
  );
  await fillOthers(store, options);
  const counting = { store, realm, now: () => options.now };
  let counted = 0;
  for (let more = scopesAtOnce; more === scopesAtOnce; counted += more) {
    more = await countDueUptime(counting, { limit: scopesAtOnce });
    options.report(`the uptime of ${counted + more} zones and accounts`);
  }
  // PostgreSQL does this itself after a while.
  if (store.kind === "postgres") await sql`analyze`.execute(db);
}

async function fillJobs(store: Store, { jobs, zones, now, report }: YearOptions): Promise<void> {
  const { db } = store;
  const context = yearContext(store, now);
  const scopes = Array.from({ length: zones }, (_, zone) =>
    listedScopeOf({
      path: zonePath(zone),
      name: zoneName(zone),
      accountId: accountOf(zone),
      accountName: "Example Corp",
    }),
  );
  await recordListing(db, { realm, kind: "zones", scopes, at: now, dueAt: now + dayMs, isWhole: true });
  const accounts = Array.from({ length: Math.min(accountCount, zones) }, (_, account) =>
    listedScopeOf({ path: `accounts/${accountOf(account)}`, name: `Example Corp ${account}` }),
  );
  await recordListing(db, { realm, kind: "accounts", scopes: accounts, at: now, dueAt: now + dayMs, isWhole: true });
  for (const scope of accounts) {
    await recordJobs(db, { realm, path: scope.path, at: now, jobs: [], isWhole: true, dueAt: now + dayMs, scope });
  }
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

const accountCount = 20;

function accountOf(zone: number): string {
  return (zone % accountCount).toString(16).padStart(32, "a");
}

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
