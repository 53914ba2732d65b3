import "server-only";
import { catalogueDate } from "#lib/logpush/datasets/catalogue.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { maxRunJobs } from "#lib/logpush/limits.ts";
import {
  type FieldEvent,
  type FieldWatch,
  type FieldWatchQuery,
  listFieldEvents,
  type WatchedChange,
  type WatchedDataset,
  type WatchedJobs,
} from "#lib/logpush/usage/field-watch.ts";
import {
  countChangedJobs,
  type FieldChange,
  listChangedJobs,
  listReadDatasets,
  listSeenFields,
} from "#lib/store/field-lists.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { refOf } from "../inventory/stored-jobs.ts";

const pageRows = 100;

export const readFieldWatch = defineResultReader(
  "operator",
  "readFieldWatch",
  (context, query: FieldWatchQuery | undefined) => watchFields(context, query),
);

/** What changed about the fields of the datasets in use, and which jobs that affects, from the store alone. */
export async function watchFields(context: Context, query: FieldWatchQuery | undefined): Promise<FieldWatch> {
  await prepareReading(context, "list");
  const { store, realm } = context;
  const [read, seen] = await Promise.all([listReadDatasets(store.db, realm), listSeenFields(store.db, { realm })]);
  const datasets: WatchedDataset[] = [];
  for (const { kind, dataset, read_at: readAt } of read) {
    const history = seen
      .filter((row) => row.kind === kind && row.dataset === dataset)
      .map((row) => ({
        ...{ name: row.name, firstSeen: row.first_seen, lastSeen: row.last_seen, deprecatedAt: row.deprecated_at },
      }));
    const events = listFieldEvents(history, readAt);
    const { jobs, uncompared, affected } = await countChangedJobs(store.db, {
      ...{ realm, kind, dataset, changes: events.map(toChange) },
    });
    if (jobs === 0) continue;
    const changes = events.map((event, index) => viewOf(event, affected[index] ?? 0));
    datasets.push({
      ...{ kind, dataset, readAt: new Date(readAt).toISOString(), jobs, uncompared },
      // A change of what nobody sends is not shown, but a new field is.
      changes: changes.filter(({ what, jobs: count }) => what === "new" || count > 0),
    });
  }
  datasets.sort((a, b) => b.changes.length - a.changes.length || b.jobs - a.jobs || (a.dataset < b.dataset ? -1 : 1));
  return {
    datasets,
    shown: query ? await listJobs(context, datasets, query) : null,
    bundledOf: catalogueDate,
    mayChange: mayAct(context.caller, "admin"),
  };
}

async function listJobs(
  { store, realm }: Context,
  datasets: readonly WatchedDataset[],
  { kind, dataset, field, page }: FieldWatchQuery,
): Promise<WatchedJobs | null> {
  const change = datasets
    .find((one) => one.kind === kind && one.dataset === dataset)
    ?.changes.find(({ name }) => name === field);
  if (!change) return null;
  const pages = Math.max(1, Math.ceil(change.jobs / pageRows));
  const number = Math.min(page, pages);
  const rows = await listChangedJobs(store.db, {
    ...{ realm, kind, dataset, limit: pageRows, offset: (number - 1) * pageRows },
    change: toChange({ ...change, since: change.since === null ? 0 : Date.parse(change.since) }),
  });
  return {
    ...{ kind, dataset, change, number, pages },
    rows: rows.map(({ scope, job_id: jobId, label, scope_name: scopeName, seen_at: savedAt }) => ({
      ...{ key: `${scope}/${jobId}`, label, scopeName, savedAt: new Date(savedAt).toISOString() },
    })),
  };
}

/** All jobs that a change affects, for a run; undefined if there is no such change. */
export async function findAffectedJobs(
  context: Context,
  query: Omit<FieldWatchQuery, "page">,
): Promise<{ what: WatchedChange["what"]; refs: JobRef[] } | undefined> {
  const { shown } = await watchFields(context, { ...query, page: 1 });
  if (!shown) return undefined;
  const { kind, dataset, change } = shown;
  const rows = await listChangedJobs(context.store.db, {
    ...{ realm: context.realm, kind, dataset, limit: maxRunJobs, offset: 0 },
    change: toChange({ ...change, since: change.since === null ? 0 : Date.parse(change.since) }),
  });
  return { what: change.what, refs: rows.map(refOf) };
}

function toChange({ name, what, since }: FieldEvent): FieldChange {
  return { name, isMissing: what === "new", since };
}

function viewOf({ name, what, since }: FieldEvent, jobs: number): WatchedChange {
  return { name, what, since: since === 0 ? null : new Date(since).toISOString(), jobs };
}
