import "server-only";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import { canonicalJson } from "#lib/logpush/job/canonical-json.ts";
import { recheckAtOf, urgencyOf } from "#lib/logpush/job/health.ts";
import { type HealthState, healthStates } from "#lib/logpush/job/health-states.ts";
import { type JsonObject, jobKey, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import { sortKeyOf } from "#lib/logpush/list/sort-key.ts";
import type { JobSummary, ScopeOption } from "#lib/logpush/views.ts";
import { headerMark, type ListedScope, type ObservedJob } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import type { NotesByKey } from "../context/job-notes.ts";
import { type Digests, lastingOf } from "../env/secret.ts";
import { describeReadJob } from "./describe-read-job.ts";
import type { FormerConfs } from "./former-confs.ts";
import { sealHidden } from "./sealed-job.ts";

/** Where a version comes from: seen first, made here, changed elsewhere or brought back; and who made it. */
export type Origin = {
  source: "first" | "headgate" | "outside" | "restored";
  actor?: string | undefined;
  intent?: string | null;
};

/** A job as the store keeps it: what lists need in columns, the whole masked, and what the mask hides sealed. */
export function observeJob(
  context: Context,
  read: ReadJob,
  {
    scope,
    at,
    origin,
    notes,
    former,
  }: { scope: ScopeRef; at: number; origin: Origin; former: FormerConfs } & NotesByKey,
): ObservedJob {
  const summary = describeReadJob(read, { scope, scopeName: "", notes, former }, context);
  const keyed = keyedDigestsOf(context.digests, read.raw);
  const { before } = context.digests;
  const raw = withoutNews(read.raw);
  const attrs = redactJob(raw, summary.destination);
  const sealed = context.keepsSecrets
    ? sealHidden(context.seal, { raw, attrs, place: jobKey(summary.ref) })
    : undefined;
  const label = jobLabel(summary);
  return withoutNul({
    job_id: read.job.id,
    name: summary.name,
    label,
    sort_name: sortKeyOf(label),
    dataset: summary.dataset,
    host: summary.destination.host || null,
    search: searchTextOf(summary),
    enabled: summary.enabled ? 1 : 0,
    is_legacy: summary.isLegacy ? 1 : 0,
    destination: JSON.stringify(summary.destination),
    last_complete: fittingTime(summary.lastComplete),
    last_error: fittingTime(summary.lastError),
    error_text: summary.errorMessage,
    cause: summary.cause && JSON.stringify(summary.cause),
    ...stateColumns(summary),
    digest: keyed.digest,
    match: {
      oldDigest: before && keyedDigestsOf(before, read.raw).digest,
      looksLike: (stored) => lookOf(JSON.parse(stored)) === lookOf(attrs),
    },
    seen_at: at,
    version: withoutNul({
      seen_at: at,
      source: origin.source,
      actor: origin.actor ?? null,
      intent: origin.intent ?? null,
      attrs: JSON.stringify(attrs),
      digests: keyed.digests,
      conf_digest: keyed.conf_digest,
      sealed: sealed?.bytes ?? null,
      kid: context.seal.kid,
    }),
  });
}

/** Without the values that each delivery changes: they have columns, and an error text may quote anything. */
function withoutNews(raw: JsonObject): JsonObject {
  const lasting = lastingOf(raw);
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, key in lasting ? value : null]));
}

/** PostgreSQL stores no text that contains the character NUL. */
function withoutNul<T extends object>(row: T): T {
  const clean = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === "string" ? value.replaceAll("\0", "") : value,
  ]);
  return Object.assign({}, row, Object.fromEntries(clean));
}

/** A time that fits into its column. */
function fittingTime(time: string | null): string | null {
  return time !== null && time.length <= longestTime ? time : null;
}

const longestTime = 40;

/** What the store keeps of a whole job under a key. The digest of all begins with the id of the key. */
export function keyedDigestsOf(digests: Digests, raw: JsonObject) {
  const versions = digests.versionsOf(raw);
  return {
    digest: `${digests.kid}.${digests.digestOf(canonicalJson(versions))}`,
    digests: JSON.stringify(versions),
    conf_digest: versions.destination_conf ?? "",
  };
}

function lookOf(attrs: JsonObject): string {
  return canonicalJson(lastingOf(attrs));
}

/** The columns that depend on the clock. */
export function stateColumns({ health, lastComplete }: Pick<JobSummary, "health" | "lastComplete">) {
  return {
    state: health.state satisfies HealthState,
    state_rank: healthStates.indexOf(health.state),
    urgency: urgencyOf(health),
    recheck_at: recheckAtOf(health, lastComplete),
  };
}

/** Everything that the search finds a job by. A line break keeps words from matching across two parts. */
function searchTextOf({ name, ref, dataset, destination, cause }: JobSummary): string {
  const { scheme, host, path, pairs } = destination;
  const address = `${scheme}://${host}${path}`;
  const names = pairs.map((pair) => (pair.kind === "header" ? markedHeader(pair.name) : pair.name));
  return [jobLabel({ name, ref }), ref.jobId, dataset, address, ...names, cause?.message ?? ""]
    .join("\n")
    .toLowerCase();
}

/** Marked at its beginning and at each of its parts: `header:key` finds X-Api-Key too. */
function markedHeader(name: string): string {
  const parts = name.split("-").map((_, index, all) => all.slice(index).join("-"));
  return parts.map((part) => `${headerMark}${part}`).join("\n");
}

/** A zone or account as the store keeps it. */
export function listedScopeOf({ path, name, accountId, accountName }: ScopeOption): ListedScope {
  return withoutNul({
    path,
    name,
    account_id: accountId ?? null,
    account_name: accountName ?? null,
    sort_name: sortKeyOf(name),
    search: [name, path, accountName ?? ""].join("\n").toLowerCase(),
  });
}

/** A scope that no listing has named: its path is shown as its name. */
export function unnamedScope(scope: ScopeRef): ListedScope {
  const path = scopePath(scope);
  return listedScopeOf({ path, name: path });
}
