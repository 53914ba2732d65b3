import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { checkHttpDestination, formatHttpDestination } from "#lib/logpush/destination/http.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { atFormRow, destinationOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import type { Context } from "./context.ts";
import { spliceDestination } from "./splice-destination.ts";

/** The part of the form that says where a job is and where it pushes. */
export type DestinationInput = {
  ref?: JobRef | undefined;
  values: Pick<JobFormValues, "scope" | "destinationMode" | "isEndpointKept" | "endpoint" | "query">;
};

/** The scope and the whole destination string of a form, saved values put in on the server. Throws `AppException`. */
export async function readFormDestination(
  context: Context,
  { ref, values }: DestinationInput,
): Promise<{ scope: ScopeRef; conf: string }> {
  const scope = ref ?? parseScopePath(values.scope);
  if (!scope) throw new AppException(describedError("E_SCOPE", { at: "scope" }));
  const stored = ref && (await context.upstream.read((client) => getJob(client, ref)));
  return { scope, conf: destinationText(values, stored) };
}

function destinationText(values: DestinationInput["values"], stored: ReadJob | undefined): string {
  const conf = stored?.job.destination_conf ?? undefined;
  const keeps =
    values.destinationMode === "keep" || values.isEndpointKept || values.query.some(({ saved }) => saved !== undefined);
  if (conf === undefined && keeps) throw new AppException(describedError("E_SAVED_GONE", { at: "endpoint" }));
  if (values.destinationMode === "keep") return conf ?? "";
  const kept = conf === undefined ? undefined : spliceDestination(values, conf);
  const destination = destinationOf(values, kept);
  if (!kept) {
    const checked = checkHttpDestination(destination, { isNonAsciiAccepted: () => true });
    if (!checked.ok) throw new AppException(atFormRow(checked.error, values.query));
  }
  return formatHttpDestination(destination);
}
