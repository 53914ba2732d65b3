import "server-only";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import type { ShownVersion } from "#lib/logpush/history/compare-versions.ts";
import { shownValuesOf } from "#lib/logpush/job/describe-job.ts";
import { type JobRef, type JsonObject, jobKey } from "#lib/logpush/job/job.ts";
import { maskedStoredJob } from "#lib/logpush/job/masked-job.ts";
import { otherSettingsOf } from "#lib/logpush/job/other-settings.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import type { StoredJob } from "#lib/logpush/views.ts";
import type { VersionRow } from "#lib/store/versions.ts";
import type { Context } from "../context/context.ts";
import { openVersion, parseJson } from "./sealed-job.ts";

/** The job of a version with its secrets. Undefined if the store keeps none of it, or no key opens them. */
export function openJob({ seal }: Context, ref: JobRef, row: VersionRow): JsonObject | undefined {
  return openVersion(seal, row, jobKey(ref))?.raw;
}

/** A version without its secrets: what pages may compare, its JSON, and the job as snippets need it. */
export function showVersion(
  context: Context,
  ref: JobRef,
  row: VersionRow,
): ShownVersion & { json: JsonObject; stored: StoredJob } {
  const opened = openJob(context, ref, row);
  const raw = { ...(opened ?? parseJson<JsonObject>(row.attrs)), id: ref.jobId };
  const read = asReadJob(raw);
  const destination = redactDestination(read.job.destination_conf ?? "", context.digests.fingerprint);
  return {
    values: shownValuesOf(read, ref, destination),
    destination,
    hasFingerprints: opened !== undefined,
    destinationDigest: row.conf_digest,
    json: redactJob(raw, destination),
    stored: maskedStoredJob(read.job, destination, otherSettingsOf(redactJob(raw, destination))),
  };
}
