import "server-only";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import { redactText } from "#lib/logpush/destination/redact-text.ts";
import { describeJob } from "#lib/logpush/job/describe-job.ts";
import { jobKey, type ScopeRef } from "#lib/logpush/job/job.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import type { NotesByKey } from "../context/job-notes.ts";
import type { FormerConfs } from "./former-confs.ts";

export type JobPlace = { scope: ScopeRef; scopeName: string };

/** A job as the browser may see it in a list, with what this server notes and masks. */
export function describeReadJob(
  { job }: ReadJob,
  { scope, scopeName, notes, former }: JobPlace & NotesByKey & { former: FormerConfs },
  context: Context,
): JobSummary {
  const ref = { scopeKind: scope.scopeKind, scopeId: scope.scopeId, jobId: job.id };
  return describeJob(job, {
    ref,
    scopeName,
    note: notes.get(jobKey(ref)),
    message: maskedMessage(context, job, former),
    fingerprint: context.digests.fingerprint,
    nowMs: context.now(),
  });
}

/** Cloudflare's text without the credential and the values of destinations that the job had before. */
function maskedMessage({ upstream }: Context, { id, error_message: text }: ReadJob["job"], former: FormerConfs) {
  if (!text) return null;
  if (former.has(id) && former.get(id) === undefined) return unreadableText;
  return (former.get(id) ?? []).reduce(redactText, upstream.maskCredential(text));
}

/** In place of a text that may quote a destination which cannot be read any more. */
const unreadableText = "(not shown: it may contain an earlier destination)";
