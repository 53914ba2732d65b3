import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { listSecretUses } from "#lib/logpush/plan/secret-uses.ts";
import { type SecretSource, tracesOf } from "#lib/logpush/rotate/secret-groups.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { readSecretSources } from "../rotate/read-secrets.ts";
import { createRun } from "./create-run.ts";

const inputSchema = z.object({
  /** The values to replace, as `readSecrets` names them. */
  fingerprints: z.array(z.string().check(z.maxLength(100))).check(z.minLength(1), z.maxLength(100)),
  value: z.string().check(z.minLength(1), z.maxLength(4096)),
  /** Only in these jobs; without it, wherever they are used. */
  refs: z.optional(z.array(jobRefSchema).check(z.maxLength(10_000))),
});

/**
 * Plans a run that replaces values wherever jobs use them. The present values are found by their fingerprints and never
 * leave the server. Throws `AppException`: E_PLAN_OTHER_VALUE if no job uses them any more.
 */
export async function planRotation(
  context: Context,
  { fingerprints, value, refs }: z.output<typeof inputSchema>,
): Promise<{ id: string }> {
  await prepareReading(context, "list");
  const among = refs && new Set(refs.map(jobKey));
  const wanted = new Set(fingerprints);
  const { fingerprint } = context.digests;
  const sources = (await readSecretSources(context)).filter((source) => !among || among.has(jobKey(source.ref)));
  const users = sources.filter((source) =>
    tracesOf(source, fingerprint).some((trace) => wanted.has(trace.fingerprint)),
  );
  const from = new Set<string>();
  await Promise.all(
    users.map(async (source) => {
      for (const secret of await secretsOf(context, source, wanted)) from.add(secret);
    }),
  );
  if (from.size === 0) fail("E_PLAN_OTHER_VALUE");
  return createRun(context, { kind: "rotate", refs: users.map(({ ref }) => ref), from: [...from], to: value });
}

export const planRotationCase = defineUseCase(
  { name: "planRotation", role: "admin", input: inputSchema },
  planRotation,
);

/** Where the store keeps no secrets, the job is read: its fingerprints are those of whole values. */
async function secretsOf(context: Context, source: SecretSource, wanted: ReadonlySet<string>): Promise<string[]> {
  const { fingerprint } = context.digests;
  if (source.conf !== undefined) {
    return tracesOf(source, fingerprint).flatMap((trace) =>
      trace.secret !== undefined && wanted.has(trace.fingerprint) ? [trace.secret] : [],
    );
  }
  try {
    const { job } = await context.upstream.forRun().read((client) => getJob(client, source.ref));
    return listSecretUses(job.destination_conf ?? "")
      .filter((use) => wanted.has(fingerprint(use.value)))
      .map(({ secret }) => secret);
  } catch (error) {
    if (error instanceof AppException) return [];
    throw error;
  }
}
