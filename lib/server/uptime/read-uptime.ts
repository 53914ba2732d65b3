import "server-only";
import { type JobRef, jobKey, parseScopePath } from "#lib/logpush/job/job.ts";
import { type Objective, type UptimeDays, uptimeOf } from "#lib/logpush/uptime/uptime.ts";
import type { UptimeGroup, UptimePage, UptimeSums, UptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import {
  findUptimeGroups,
  readObjectives,
  readUptimeAge,
  readUptimeSums,
  type UptimeFilter,
  type UptimeSum,
} from "#lib/store/uptime.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { countDueUptime } from "./count-uptime.ts";
import { objectiveOf } from "./objectives.ts";

const pageRows = 50;
/** Far more than anybody has. */
const mostScopes = 100_000;

/** Call before uptime is read for a page. Without the background reader it counts what is due. */
export async function prepareUptime(context: Context): Promise<void> {
  await prepareReading(context, "list");
  if (!context.isReadInBackground) await countDueUptime(context, { limit: mostScopes });
}

/** The uptime of all zones, datasets or jobs, the lowest first, from the store alone. */
export async function describeUptime(context: Context, view: UptimeView): Promise<UptimePage> {
  await prepareUptime(context);
  const { store, realm } = context;
  const filter: UptimeFilter = { realm, by: view.by, scope: view.zone, dataset: view.dataset };
  const [{ keys, sums, all, total, number }, objectives, asOf, scope] = await Promise.all([
    view.by === "job" ? findJobs(context, filter, view) : findGroups(context, filter, view),
    readObjectives(store.db, realm),
    readUptimeAge(store.db, realm),
    view.zone === "" ? undefined : findScopeRow(store.db, { realm, path: view.zone }),
  ]);
  const ofKey = new Map(objectives.map((row) => [row.job_key, objectiveOf(row) ?? null]));
  const objective = ofKey.get("") ?? null;
  return {
    rows: keys.flatMap((key) => {
      const own = sums.filter((sum) => sum.key === key);
      return own[0] ? [groupOf(own[0], own, { by: view.by, objective, ofKey })] : [];
    }),
    all: sumsOf(all),
    ...{ total, number, pages: Math.max(1, Math.ceil(total / pageRows)) },
    objective,
    zoneName: scope && scope.hidden_at === null ? scope.name : "",
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
  };
}

export const readUptime = defineResultReader("operator", "readUptime", describeUptime);

type Found = { keys: string[]; sums: UptimeSum[]; all: UptimeSum[]; total: number; number: number };

/** Zones and datasets are few: all are read, and sorted here. */
async function findGroups({ store }: Context, filter: UptimeFilter, { days, page }: UptimeView): Promise<Found> {
  const sums = await readUptimeSums(store.db, filter);
  const ofPeriod = sums.filter((sum) => Number(sum.days) === days);
  const sorted = ofPeriod.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
  const total = sorted.length;
  const number = Math.max(1, Math.min(page, Math.ceil(total / pageRows)));
  const keys = sorted.slice((number - 1) * pageRows, number * pageRows).map(({ key }) => key);
  return { keys, sums, all: sums, total, number };
}

/** The lowest uptime first, and last those of which no hour counts. */
function rankOf({ delivered, failed }: UptimeSum): number {
  return uptimeOf({ delivered, failed }) ?? 2;
}

/** Jobs are many: the store sorts them and sums them up. A page after the last one is the last one. */
async function findJobs({ store }: Context, filter: UptimeFilter, { days, page }: UptimeView): Promise<Found> {
  const pageOf = (number: number) =>
    findUptimeGroups(store.db, { ...filter, days, limit: pageRows, offset: (number - 1) * pageRows });
  let number = page;
  let found = await pageOf(number);
  if (found.keys.length === 0 && number > 1) {
    number = Math.max(1, Math.ceil((await pageOf(1)).total / pageRows));
    found = await pageOf(number);
  }
  const [sums, all] = await Promise.all([
    readUptimeSums(store.db, filter, found.keys),
    readUptimeSums(store.db, { ...filter, by: "all" }),
  ]);
  return { ...found, sums, all, number };
}

type Grouping = {
  by: UptimeView["by"];
  objective: Objective | null;
  ofKey: ReadonlyMap<string, Objective | null>;
};

function groupOf(first: UptimeSum, sums: readonly UptimeSum[], { by, objective, ofKey }: Grouping): UptimeGroup {
  const ref = by === "job" ? refOf(first) : undefined;
  const own = ref && ofKey.get(jobKey(ref));
  return {
    key: first.key,
    name: { zone: first.scope_name, dataset: first.dataset, job: first.label }[by],
    job: ref ? { ref, dataset: first.dataset, zone: first.scope_name } : null,
    jobs: Math.max(...sums.map(({ jobs }) => jobs)),
    periods: sumsOf(sums),
    objective: own === undefined ? objective : own,
  };
}

function refOf({ scope, job_id }: UptimeSum): JobRef | undefined {
  const found = parseScopePath(scope);
  return found && { ...found, jobId: Number(job_id) };
}

/** Adds up rows of the store by period. */
function sumsOf(rows: readonly UptimeSum[]): UptimeSums {
  const sumOf = (days: UptimeDays) => {
    const sum = { delivered: 0, failed: 0, noData: 0, waiting: 0, disabled: 0, unknown: 0, lost: 0 };
    for (const row of rows) {
      if (Number(row.days) !== days) continue;
      sum.delivered += row.delivered;
      sum.failed += row.failed;
      sum.noData += row.no_data;
      sum.waiting += row.waiting;
      sum.disabled += row.disabled;
      sum.unknown += row.unknown;
      sum.lost += row.lost;
    }
    return sum;
  };
  return { 1: sumOf(1), 7: sumOf(7), 30: sumOf(30), 365: sumOf(365) };
}
