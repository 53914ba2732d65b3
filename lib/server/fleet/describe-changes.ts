import "server-only";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { compareVersions, type ShownVersion } from "#lib/logpush/history/compare-versions.ts";
import { shownValuesOf } from "#lib/logpush/job/describe-job.ts";
import { type JobRef, type JsonObject, parseScopePath } from "#lib/logpush/job/job.ts";
import type { ItemChange, PlannedItem } from "#lib/logpush/plan/run.ts";
import type { Context } from "../context/context.ts";
import type { KnownJob } from "./world.ts";

/** What an item's plan changes, in words and without a secret: values have fingerprints. */
export function describeChanges(
  context: Pick<Context, "digests">,
  item: PlannedItem,
  job: KnownJob | undefined,
): ItemChange[] {
  if (item.outcome !== "create" && item.outcome !== "change") return [];
  const { body } = item;
  const switched = switchOnly(body);
  if (item.outcome === "change" && switched) return [switched];
  const scope = parseScopePath(item.scope);
  if (!scope) return [];
  const ref = { ...scope, jobId: item.jobId ?? 0 };
  const before = item.outcome === "change" ? (job?.raw ?? {}) : { dataset: body.dataset ?? null };
  return compareVersions(shown(context, ref, before), shown(context, ref, { ...before, ...body }));
}

/** The most common change needs no comparison. */
function switchOnly(body: JsonObject): ItemChange | undefined {
  if (Object.keys(body).join() !== "enabled") return undefined;
  const words = (isOn: boolean) => (isOn ? "on" : "off");
  return { label: "Enabled", before: words(body.enabled !== true), after: words(body.enabled === true) };
}

function shown(context: Pick<Context, "digests">, ref: JobRef, raw: JsonObject): ShownVersion {
  const read = asReadJob({ ...raw, id: ref.jobId });
  const conf = read.job.destination_conf ?? "";
  const destination = redactDestination(conf, context.digests.fingerprint);
  return {
    values: shownValuesOf(read, ref, destination),
    destination,
    hasFingerprints: true,
    destinationDigest: context.digests.digestOf(conf),
  };
}
