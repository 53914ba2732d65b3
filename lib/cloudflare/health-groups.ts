import * as z from "zod/mini";
import type { ScopeRef } from "#lib/logpush/job/job.ts";
import type { CloudflareClient } from "./client.ts";
import { readBody, readResult } from "./envelope.ts";
import { UpstreamException } from "./failure.ts";

const errorsSchema = z.looseObject({ errors: z.nullish(z.array(z.looseObject({ message: z.string() }))) });
const groupSchema = z.looseObject({
  count: z.number(),
  dimensions: z.looseObject({
    datetimeHour: z.optional(z.string()),
    datetimeFiveMinutes: z.optional(z.string()),
    status: z.number(),
    jobId: z.optional(z.number()),
    final: z.optional(z.number()),
  }),
  sum: z.optional(z.looseObject({ records: z.number(), bytes: z.number() })),
});
const scopesSchema = z.array(z.looseObject({ logpushHealthAdaptiveGroups: z.array(groupSchema) }));

export type HealthGroup = z.output<typeof groupSchema>;

/** `filter` and `orderBy` as in GraphQL. The groups are by time (an hour by default) and status, with `byJob` by job too. */
export type HealthQuery = { filter: string; orderBy?: string; limit: number; byJob?: boolean; time?: TimeDimension };

export type TimeDimension = "datetimeHour" | "datetimeFiveMinutes";

/** Whose API turned out not to know `final` and the sums; remembered while the client lives. */
const withoutOutcomes = new WeakSet<CloudflareClient>();

/**
 * POST `graphql`: how many deliveries ended with which status, by time, from the dataset logpushHealthAdaptiveGroups
 * ("Alerts and analytics" page). Adaptive: at high volume the counts are estimates. `final` and `sum` are missing if the
 * API does not know them.
 */
export async function readHealthGroups(
  client: CloudflareClient,
  scope: ScopeRef,
  query: HealthQuery,
): Promise<HealthGroup[]> {
  if (withoutOutcomes.has(client)) return readGroups(client, scope, { ...query, hasOutcomes: false });
  try {
    return await readGroups(client, scope, { ...query, hasOutcomes: true });
  } catch (error) {
    if (!isUnknownField(error)) throw error;
    withoutOutcomes.add(client);
    return readGroups(client, scope, { ...query, hasOutcomes: false });
  }
}

/** Whether the analytics refused the query because of one of its newer names. */
function isUnknownField(error: unknown): boolean {
  if (!(error instanceof UpstreamException) || error.failure.kind !== "answer") return false;
  return error.failure.errors.some(
    ({ message }) => /unknown|cannot query|field/i.test(message) && /\b(?:final|sum|records|bytes)\b/i.test(message),
  );
}

async function readGroups(
  client: CloudflareClient,
  { scopeKind, scopeId }: ScopeRef,
  { filter, orderBy, limit, byJob, hasOutcomes, time = "datetimeHour" }: HealthQuery & { hasOutcomes: boolean },
): Promise<HealthGroup[]> {
  const tag = scopeKind === "zones" ? "zoneTag" : "accountTag";
  const query = `query {
  viewer {
    ${scopeKind}(filter: { ${tag}: ${JSON.stringify(scopeId)} }) {
      logpushHealthAdaptiveGroups(limit: ${limit}, filter: { ${filter} }${orderBy ? `, orderBy: [${orderBy}]` : ""}) {
        count
        dimensions { ${time} status${byJob ? " jobId" : ""}${hasOutcomes ? " final" : ""} }
        ${hasOutcomes ? "sum { records bytes }" : ""}
      }
    }
  }
}`;
  const data = await askGraphql(client, query);
  const viewer = readResult(z.looseObject({ viewer: z.looseObject({ [scopeKind]: scopesSchema }) }), data).viewer;
  const scopes = readResult(scopesSchema, viewer[scopeKind]);
  return scopes.flatMap(({ logpushHealthAdaptiveGroups: groups }) => groups);
}

/** GraphQL reports failures in `errors`, with status 200 and without Cloudflare's envelope. */
async function askGraphql(client: CloudflareClient, query: string): Promise<unknown> {
  const { status, cfRay, retryAfter, body } = await readBody(client.post("/graphql", { body: { query } }));
  const parsed = z.safeParse(errorsSchema, body);
  const answer = z.safeParse(z.looseObject({ data: z.looseObject({}) }), body);
  const errors = (parsed.success && parsed.data.errors) || [];
  if (errors.length > 0) {
    const items = errors.map(({ message }) => ({ code: 0, message }));
    throw new UpstreamException({ kind: "answer", status, errors: items, cfRay, retryAfter });
  }
  if (!answer.success) throw new UpstreamException({ kind: "shape", status, cfRay });
  return answer.data.data;
}
