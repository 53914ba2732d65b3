import "server-only";
import { type JobRef, jobKey, parseScopePath } from "#lib/logpush/job/job.ts";
import { type UptimeDays, uptimeOf } from "#lib/logpush/uptime/uptime.ts";
import type { UptimeGroup, UptimePage, UptimeSums, UptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import {
  findUptimeJobs,
  type JobUptimeRow,
  readJobUptimes,
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
  const filter: UptimeFilter = { realm, scope: view.zone, dataset: view.dataset };
  const [{ groups, all, total, number }, objectives, asOf, scope] = await Promise.all([
    view.by === "job" ? findJobs(context, filter, view) : findGroups(context, filter, { ...view, by: view.by }),
    readObjectives(store.db, realm),
    readUptimeAge(store.db, realm),
    view.zone === "" ? undefined : findScopeRow(store.db, { realm, path: view.zone }),
  ]);
  const ofKey = new Map(objectives.map((row) => [row.job_key, objectiveOf(row) ?? null]));
  const objective = ofKey.get("") ?? null;
  return {
    rows: groups.map((group) => {
      const own = group.job ? ofKey.get(jobKey(group.job.ref)) : undefined;
      return { ...group, objective: own === undefined ? objective : own };
    }),
    all: sumsOf(all),
    ...{ total, number, pages: Math.max(1, Math.ceil(total / pageRows)) },
    objective,
    zoneName: scope && scope.hidden_at === null ? scope.name : "",
    asOf: asOf === null ? null : new Date(asOf).toISOString(),
  };
}

export const readUptime = defineResultReader("operator", "readUptime", describeUptime);

type Group = Omit<UptimeGroup, "objective">;
type Found = { groups: Group[]; all: UptimeSum[]; total: number; number: number };

/** Zones and datasets are few: all are read, and sorted here. */
async function findGroups(
  { store }: Context,
  filter: UptimeFilter,
  { by, days, page }: UptimeView & { by: "zone" | "dataset" },
): Promise<Found> {
  const sums = await readUptimeSums(store.db, { ...filter, by });
  const ofPeriod = sums.filter((sum) => Number(sum.days) === days);
  const sorted = ofPeriod.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
  const total = sorted.length;
  const number = Math.max(1, Math.min(page, Math.ceil(total / pageRows)));
  const groups = sorted.slice((number - 1) * pageRows, number * pageRows).map(({ key, scope_name, jobs }): Group => {
    const name = by === "zone" ? scope_name : key;
    return { key, name, job: null, jobs, periods: sumsOf(sums.filter((sum) => sum.key === key)) };
  });
  return { groups, all: sums, total, number };
}

/** The lowest uptime first, and last those of which no hour counts. */
function rankOf({ delivered, failed }: UptimeSum): number {
  return uptimeOf({ delivered, failed }) ?? 2;
}

/** Jobs are many: the store sorts them. A page after the last one is the last one. */
async function findJobs({ store }: Context, filter: UptimeFilter, { days, page }: UptimeView): Promise<Found> {
  const pageOf = (number: number) =>
    findUptimeJobs(store.db, { ...filter, days, limit: pageRows, offset: (number - 1) * pageRows });
  let number = page;
  let found = await pageOf(number);
  if (found.keys.length === 0 && number > 1) {
    number = Math.max(1, Math.ceil((await pageOf(1)).total / pageRows));
    found = await pageOf(number);
  }
  const [rows, all] = await Promise.all([
    readJobUptimes(store.db, found.keys),
    readUptimeSums(store.db, { ...filter, by: "dataset" }),
  ]);
  const groups = found.keys.flatMap((key) => jobGroup(rows.filter((row) => row.key === key)));
  return { groups, all, total: found.total, number };
}

function jobGroup(rows: readonly JobUptimeRow[]): Group[] {
  const [first] = rows;
  const scope = first && parseScopePath(first.scope);
  if (!scope) return [];
  const ref: JobRef = { ...scope, jobId: Number(first.job_id) };
  const { key, label: name, dataset, scope_name: zone } = first;
  return [{ key, name, job: { ref, dataset, zone }, jobs: 1, periods: sumsOf(rows) }];
}

/** Adds up rows of the store by period. */
function sumsOf(
  rows: readonly Omit<JobUptimeRow, "label" | "dataset" | "scope" | "scope_name" | "job_id">[],
): UptimeSums {
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
