import "server-only";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobArrival, JobDeliveries } from "#lib/logpush/job/job-page.ts";
import { mayAct } from "../base/caller.ts";
import { findEmulator } from "../calls/upstream.ts";
import { readKeptTests } from "../checks/kept-tests.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { readStoredChart } from "./read-chart.ts";
import { requireRef, requireRow } from "./read-head.ts";

const arrivalsShown = 50;

/** What was delivered for a job: by hour, in tests, and as the test receiver got it. */
export async function readDeliveries(context: Context, ref: JobRef): Promise<JobDeliveries> {
  const row = await requireRow(context, ref);
  const [chart, tests] = await Promise.all([readStoredChart(context, row, "24h"), readKeptTests(context, ref)]);
  return { chart, tests, arrivals: listArrivals(context, ref) };
}

export const loadDeliveries = defineResultReader("viewer", "readDeliveries", async (context, key: string) => ({
  ...(await readDeliveries(context, requireRef(key))),
  nowMs: context.now(),
}));

/** The page of the test receiver shows header values, so it is for those who may test; so is this. */
function listArrivals({ caller }: Context, { jobId }: JobRef): JobArrival[] | undefined {
  const receiver = findEmulator()?.receiver;
  if (!receiver || !mayAct(caller, "operator")) return undefined;
  return receiver
    .list()
    .filter((request) => request.jobId === jobId)
    .slice(0, arrivalsShown)
    .map(({ id, receivedAt, status, records, compressedBytes }) => ({
      ...{ id, receivedAt, status, records, compressedBytes },
    }));
}
