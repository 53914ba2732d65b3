import { describeDeliveryError } from "../decode/decode.ts";
import { type RedactedDestination, redactDestination } from "../destination/redact.ts";
import { redactText } from "../destination/redact-text.ts";
import type { JobDetail, JobSummary, JobWatch } from "../views.ts";
import type { JobFormValues } from "./form-schema.ts";
import { formValuesOf } from "./from-wire.ts";
import { healthOf, type JobNote, timeOrNull } from "./health.ts";
import { adviseOn } from "./health-advice.ts";
import { type JobRef, type JsonObject, type ScopeRef, scopePath } from "./job.ts";
import { maskedStoredJob } from "./masked-job.ts";
import { otherSettingsOf, writeOtherSettings } from "./other-settings.ts";
import { redactJob } from "./redact-job.ts";
import type { WireJob } from "./wire-schema.ts";

type Surroundings = {
  ref: JobRef;
  scopeName: string;
  note: JobNote | undefined;
  /** Cloudflare's text about the job, without what earlier destinations had. */
  message: string | null;
  fingerprint: (value: string) => string;
  nowMs: number;
};

/** A job as the browser may see it in a list. */
export function describeJob(
  job: WireJob,
  { ref, scopeName, note, message, fingerprint, nowMs }: Surroundings,
): JobSummary {
  const conf = job.destination_conf ?? "";
  const facts = {
    dataset: job.dataset ?? "http_requests",
    enabled: job.enabled ?? false,
    lastComplete: timeOrNull(job.last_complete),
    lastError: timeOrNull(job.last_error),
    errorMessage: message && redactText(message, conf),
  };
  const health = healthOf(facts, note, nowMs);
  const cause = message ? describeDeliveryError(message) : null;
  return {
    ref,
    name: job.name ?? "",
    scopeName,
    ...facts,
    isLegacy: !job.output_options && Boolean(job.logpull_options),
    destination: redactDestination(conf, fingerprint),
    health,
    advice: adviseOn({ health, job: facts, cause, nowMs }),
    cause,
  };
}

/** As Cloudflare returned it: checked for our use, and with every key. */
type Read = { job: WireJob; raw: JsonObject };

/** A job as its page needs it. What the form cannot edit is shown for reading, without the destination's values. */
export function describeJobDetail(read: Read, watch: JobWatch, versions: JobDetail["versions"]): JobDetail {
  const { summary } = watch;
  const message: JsonObject = "error_message" in read.raw ? { error_message: summary.errorMessage } : {};
  const safe = redactJob({ ...read.raw, ...message }, summary.destination);
  const otherSettings = otherSettingsOf(safe);
  return {
    summary,
    watch,
    values: shownValuesOf(read, summary.ref, summary.destination),
    versions,
    otherSettings,
    redactedJson: JSON.stringify(safe, null, 2),
    masked: maskedStoredJob(read.job, summary.destination, otherSettings),
  };
}

/** The form's values as its page shows them. They contain no secret of the destination. */
export function shownValuesOf({ job, raw }: Read, scope: ScopeRef, destination: RedactedDestination): JobFormValues {
  return {
    ...formValuesOf(job, scopePath(scope), destination),
    otherSettings: writeOtherSettings(otherSettingsOf(redactJob(raw, destination))),
  };
}
