import "server-only";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { fixesOfCause } from "#lib/logpush/delivery/fixes-of.ts";
import type { DeliveryFix } from "#lib/logpush/delivery/verdict.ts";
import { formValuesOf } from "#lib/logpush/job/from-wire.ts";
import { isTroubled } from "#lib/logpush/job/health-states.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import type { JobOverview } from "#lib/logpush/job/job-page.ts";
import { summarizeRecords } from "#lib/logpush/job/records-summary.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { countSharing } from "#lib/store/job-page.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { describeJobUsage } from "../usage/job-usage.ts";
import { readJobChanges } from "./read-changes.ts";
import { readStoredChart } from "./read-chart.ts";
import { headOf, requireRef, requireRow } from "./read-head.ts";
import { readJobUptime } from "./read-uptime.ts";

/** The state of a job, its deliveries of the week and its destination, all from the store. */
export async function readOverview(context: Context, ref: JobRef): Promise<JobOverview> {
  const row = await requireRow(context, ref);
  const head = await headOf(context, ref, row);
  const { job } = asReadJob(parseJson<JsonObject>(row.attrs));
  const [chart, uptime, sharing, changes, usage] = await Promise.all([
    readStoredChart(context, row, "24h"),
    readJobUptime(context, ref, row),
    readSharing(context, row.id, head.summary),
    readJobChanges(context, ref),
    mayAct(context.caller, "operator") ? describeJobUsage(context, ref, row) : null,
  ]);
  return {
    head,
    fixes: fixesOf(head.summary),
    chart,
    uptime,
    records: summarizeRecords(formValuesOf(job)),
    sharing,
    changes,
    usage,
  };
}

export const loadOverview = defineResultReader("viewer", "readOverview", (context, key: string) =>
  readOverview(context, requireRef(key)),
);

async function readSharing(
  { store, realm }: Context,
  job: number,
  { destination }: JobSummary,
): Promise<Record<string, number>> {
  const hidden = destination.pairs.filter(({ value }) => value === undefined);
  const fingerprints = [...new Set(hidden.map(({ fingerprint }) => fingerprint))].slice(0, mostShared);
  return Object.fromEntries(await countSharing(store.db, { realm, job, fingerprints }));
}

/** Each is compared with every job. */
const mostShared = 20;

/** Only a failure that Headgate knows can be repaired, and only where the form can edit the destination. */
function fixesOf({ health, cause, errorMessage, destination }: JobSummary): DeliveryFix[] {
  if (!isTroubled(health.state) || !cause || !destination.isEditable) return [];
  const headers = destination.pairs.filter(({ kind }) => kind === "header").map(({ name }) => name);
  return fixesOfCause(cause.code, errorMessage ?? "", headers);
}
