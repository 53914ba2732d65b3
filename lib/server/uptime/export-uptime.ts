import "server-only";
import { parseHealthState } from "#lib/logpush/job/health-states.ts";
import { type CsvJob, periodLine, periodsHead, stateLines, statesHead } from "#lib/logpush/uptime/uptime-csv.ts";
import { parseUptimeView, type UptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { seenUntil } from "#lib/store/inventory.ts";
import { type ExportedJob, readExportedJobs, readSpans, readUptimeRows } from "#lib/store/uptime.ts";
import type { Context } from "../context/context.ts";
import type { Download } from "../define/define-download.ts";
import { defineQueryCase } from "../define/define-query.ts";
import { prepareUptime } from "./read-uptime.ts";

const jobsAtOnce = 200;

type Asked = Pick<UptimeView, "zone" | "dataset"> & { file: "periods" | "states" };

/** A file for an audit: the uptime of each job and period, or each state of each job. Deleted jobs are in it. */
export const exportUptimeQuery = defineQueryCase(
  {
    name: "exportUptime",
    role: "operator",
    parse: (params): Asked => {
      const { zone, dataset } = parseUptimeView(params);
      return { zone, dataset, file: params.get("file") === "states" ? "states" : "periods" };
    },
  },
  exportUptime,
);

/** The file that is asked for. It is read in parts while it is sent. */
export async function exportUptime(context: Context, { file, ...filter }: Asked): Promise<Download> {
  await prepareUptime(context);
  const parts = file === "states" ? writeStates(context, filter) : writePeriods(context, filter);
  return { name: `logpush-${file === "states" ? "states" : "uptime"}.csv`, type: "text/csv", parts };
}

async function* writePeriods(context: Context, filter: Omit<Asked, "file">): AsyncGenerator<string> {
  yield periodsHead;
  for await (const jobs of partsOf(context, filter)) {
    const rows = await readUptimeRows(
      context.store.db,
      jobs.map(({ id }) => id),
    );
    yield jobs
      .flatMap((job) =>
        rows
          .filter((row) => row.job === job.id)
          .map(({ days, until, no_data: noData, lost_lines: lostLines, ...counts }) =>
            periodLine(csvJobOf(job), { days, until, count: { ...counts, noData, lostLines } }),
          ),
      )
      .join("");
  }
}

async function* writeStates(context: Context, filter: Omit<Asked, "file">): AsyncGenerator<string> {
  yield statesHead;
  for await (const jobs of partsOf(context, filter)) {
    const nowMs = context.now();
    const rows = await readSpans(context.store.db, {
      jobs: jobs.map(({ id }) => id),
      from: 0,
    });
    yield jobs
      .flatMap((job) => {
        const spans = rows.flatMap(({ job: id, since, until, state }) => {
          const known = id === job.id ? parseHealthState(state) : undefined;
          return known ? [{ since, until, state: known }] : [];
        });
        return [...stateLines(csvJobOf(job), { spans, seenUntil: seenUntil(job, nowMs), nowMs })];
      })
      .join("");
  }
}

async function* partsOf(
  { store, realm }: Context,
  { zone, dataset }: Omit<Asked, "file">,
): AsyncGenerator<ExportedJob[]> {
  let after = 0;
  for (;;) {
    const jobs = await readExportedJobs(store.db, { realm, scope: zone, dataset, after, limit: jobsAtOnce });
    if (jobs.length > 0) yield jobs;
    if (jobs.length < jobsAtOnce) return;
    after = jobs.at(-1)?.id ?? after;
  }
}

function csvJobOf({ scope, scope_name, job_id, label, dataset, gone_at }: ExportedJob): CsvJob {
  return { scope, scopeName: scope_name, jobId: job_id, name: label, dataset, goneAt: gone_at };
}
