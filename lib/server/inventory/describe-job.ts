import "server-only";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import { describeDeliveryError } from "#lib/logpush/decode/decode.ts";
import { type RedactedDestination, redactDestination } from "#lib/logpush/destination/redact.ts";
import { redactText } from "#lib/logpush/destination/redact-text.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { formValuesOf } from "#lib/logpush/job/from-wire.ts";
import { healthOf, timeOrNull } from "#lib/logpush/job/health.ts";
import { adviseOn } from "#lib/logpush/job/health-advice.ts";
import { type JsonObject, jobKey, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { maskedStoredJob } from "#lib/logpush/job/masked-job.ts";
import { otherSettingsOf, writeOtherSettings } from "#lib/logpush/job/other-settings.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import type { JobDetail, JobSummary, JobWatch } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import type { NotesByKey } from "../context/job-notes.ts";
import type { FormerConfs } from "./former-confs.ts";

export type JobPlace = { scope: ScopeRef; scopeName: string };

/** A job as the browser may see it in a list. */
export function describeJob(
  { job }: ReadJob,
  { scope, scopeName, notes, former }: JobPlace & NotesByKey & { former: FormerConfs },
  context: Context,
): JobSummary {
  const ref = { scopeKind: scope.scopeKind, scopeId: scope.scopeId, jobId: job.id };
  const conf = job.destination_conf ?? "";
  const message = maskedMessage(context, job, former);
  const facts = {
    dataset: job.dataset ?? "http_requests",
    enabled: job.enabled ?? false,
    lastComplete: timeOrNull(job.last_complete),
    lastError: timeOrNull(job.last_error),
    errorMessage: message && redactText(message, conf),
  };
  const nowMs = context.now();
  const health = healthOf(facts, notes.get(jobKey(ref)), nowMs);
  const cause = message ? describeDeliveryError(message) : null;
  return {
    ref,
    name: job.name ?? "",
    scopeName,
    ...facts,
    isLegacy: !job.output_options && Boolean(job.logpull_options),
    destination: redactDestination(conf, context.digests.fingerprint),
    health,
    advice: adviseOn({ health, job: facts, cause, nowMs }),
    cause,
  };
}

/** Cloudflare's text without the credential and the values of destinations that the job had before. */
function maskedMessage({ upstream }: Context, { id, error_message: text }: ReadJob["job"], former: FormerConfs) {
  if (!text) return null;
  if (former.has(id) && former.get(id) === undefined) return unreadableText;
  return (former.get(id) ?? []).reduce(redactText, upstream.maskCredential(text));
}

/** In place of a text that may quote a destination which cannot be read any more. */
const unreadableText = "(not shown: it may contain an earlier destination)";

/** A job as its page needs it. What the form cannot edit is shown for reading, without the destination's values. */
export function describeJobDetail(read: ReadJob, place: JobPlace & { watch: JobWatch }, context: Context): JobDetail {
  const { watch } = place;
  const { summary } = watch;
  const message: JsonObject = "error_message" in read.raw ? { error_message: summary.errorMessage } : {};
  const safe = redactJob({ ...read.raw, ...message }, summary.destination);
  const otherSettings = otherSettingsOf(safe);
  return {
    summary,
    watch,
    values: shownValuesOf(read, place.scope, summary.destination),
    versions: context.digests.versionsOf(read.raw),
    otherSettings,
    redactedJson: JSON.stringify(safe, null, 2),
    masked: maskedStoredJob(read.job, summary.destination, otherSettings),
  };
}

/** The form's values as its page shows them. They contain no secret of the destination. */
export function shownValuesOf(read: ReadJob, scope: ScopeRef, destination: RedactedDestination): JobFormValues {
  return {
    ...formValuesOf(read.job, scopePath(scope), destination),
    otherSettings: writeOtherSettings(otherSettingsOf(redactJob(read.raw, destination))),
  };
}
