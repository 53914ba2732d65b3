import * as z from "zod/mini";
import { redactDestination } from "../destination/redact.ts";
import type { FoundJob } from "../import/found-job.ts";
import { gapReason } from "../import/gap-reason.ts";
import { listGaps } from "../import/gaps.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { formValuesOf } from "../job/from-wire.ts";
import { type JsonObject, parseScopePath, scopePath } from "../job/job.ts";
import { redactJob } from "../job/redact-job.ts";
import { wireJobSchema } from "../job/wire-schema.ts";

/** The compared part of a job: its settings, and its destination with a mask for each value. */
export type ComparedJob = {
  values: JobFormValues;
  /** Undefined if the destination contains a reference. */
  conf: string | undefined;
  /** It has `logpull_options` and no `output_options`. */
  isLegacy: boolean;
};

/** The settings of a job as the API returns it, without its scope and a used challenge. */
export function comparedJob(job: JsonObject): ComparedJob | { fault: string } {
  const { zone_id: _zone, account_id: _account, ownership_challenge: _challenge, ...body } = job;
  const conf = typeof body.destination_conf === "string" ? body.destination_conf : "";
  const safe = redactJob(
    body,
    redactDestination(conf, () => ""),
  );
  const parsed = z.safeParse(wireJobSchema, { id: 0, ...safe });
  if (!parsed.success) return { fault: parsed.error.issues[0]?.path.join(".") || "A setting" };
  const { data } = parsed;
  return {
    values: formValuesOf(data),
    conf: listGaps(conf).length > 0 ? undefined : (data.destination_conf ?? ""),
    isLegacy: !data.output_options && Boolean(data.logpull_options),
  };
}

/** `zones/{id}` or `accounts/{id}` of a job in a file; undefined if the file does not name it. */
export function scopeOfFound({ scope, body: { zone_id: zone, account_id: account } }: FoundJob): string | undefined {
  const path = typeof zone === "string" ? `zones/${zone}` : typeof account === "string" ? `accounts/${account}` : "";
  const ref = parseScopePath(scope ?? path);
  return ref && scopePath(ref);
}

/** Why a job of a file cannot be compared; undefined if it can. */
export function faultOfFound({ body, isWhole, unread }: FoundJob): string | undefined {
  if (!isWhole) return "The entry has no destination_conf, so it is not a whole job.";
  const { destination_conf: _conf, ...settings } = body;
  const gaps = listGaps(JSON.stringify(settings));
  if (gaps.length > 0) return gapReason(gaps);
  if (unread.length > 0) return `${unread.map(({ what }) => what).join(", ")} could not be read.`;
  const read = comparedJob(body);
  return "fault" in read ? `${read.fault} has the wrong type.` : undefined;
}
