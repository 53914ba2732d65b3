import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { hasUpstreamMask } from "#lib/logpush/destination/upstream-mask.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { CopiedDestination } from "#lib/logpush/job/to-request.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { spliceDestination } from "./splice-destination.ts";

type Copy = Pick<JobFormValues, "copyOf" | "destinationMode" | "isEndpointKept" | "endpoint" | "query">;

/**
 * The destination that the kept values of a copy come from, as it is now. Undefined if the values are not a copy, or keep
 * nothing. The source is read as the caller sees it. Throws `AppException`.
 */
export async function readCopied(context: Context, values: Copy): Promise<CopiedDestination | undefined> {
  const source = await readSource(context, values);
  if (!source) return undefined;
  const conf = source.job.destination_conf ?? "";
  if (values.destinationMode === "keep" && hasUpstreamMask(conf)) fail("E_UPSTREAM_REDACTED", { at: "endpoint" });
  return { conf, destination: spliceDestination(values, conf) };
}

/** The job that the values are a copy of, if they keep something of it. */
export async function readSource(context: Context, values: Copy): Promise<ReadJob | undefined> {
  const { copyOf } = values;
  if (!copyOf || !keepsSomething(values)) return undefined;
  const ref = z.safeParse(jobRefSchema, copyOf);
  if (!ref.success) fail("E_COPY_GONE", { at: "endpoint" });
  const source = await readVisible(context, ref.data);
  // The kept rows are places in this destination and in no other.
  const isSame = context.digests.fingerprint(source.job.destination_conf ?? "") === copyOf.fingerprint;
  if (!isSame) fail("E_COPY_CHANGED", { at: "endpoint" });
  return source;
}

function keepsSomething({ destinationMode, isEndpointKept, query }: Copy): boolean {
  return destinationMode === "keep" || isEndpointKept || query.some(isKept);
}

async function readVisible({ upstream }: Context, ref: z.output<typeof jobRefSchema>): Promise<ReadJob> {
  try {
    return await upstream.read((client) => getJob(client, ref));
  } catch (error) {
    if (error instanceof AppException && hidden.has(error.error.code)) fail("E_COPY_GONE", { at: "endpoint" });
    throw error;
  }
}

/** Whether it is gone or out of sight is not for the caller to know. */
const hidden: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "E_NOT_FOUND",
  "E_SCOPE_ID",
  "E_SCOPE_GONE",
  "E_PERMISSION",
]);
