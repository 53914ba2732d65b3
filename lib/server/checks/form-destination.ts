import "server-only";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { checkHttpDestination, formatHttpDestination } from "#lib/logpush/destination/http.ts";
import { parseStoredDestination } from "#lib/logpush/destination/stored.ts";
import { atFormRow, destinationOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { readSource } from "../jobs/copied-destination.ts";
import { spliceDestination } from "../jobs/splice-destination.ts";

/** The part of the form that says where a job is and where it pushes. */
export type DestinationInput = {
  ref?: JobRef | undefined;
  values: Pick<JobFormValues, "scope" | "destinationMode" | "isEndpointKept" | "endpoint" | "query" | "copyOf">;
};

/**
 * The scope and the whole destination string of a form, with saved values filled in by the server. `destinations` are
 * this string and the stored one: a text from upstream may repeat them. Throws `AppException`.
 */
export async function readFormDestination(
  context: Context,
  { ref, values }: DestinationInput,
): Promise<{ scope: ScopeRef; conf: string; destinations: string[] }> {
  const scope = ref ?? parseScopePath(values.scope);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  const stored = ref ? await context.upstream.read((client) => getJob(client, ref)) : await readSource(context, values);
  const conf = destinationText(values, stored);
  if (stored && keepsSaved(values) && !mayAct(context.caller, "admin")) requireSameEndpoint(conf, stored);
  return { scope, conf, destinations: [conf, stored?.job.destination_conf ?? ""] };
}

/** A caller who may not change the job must not send its secrets elsewhere either. */
function requireSameEndpoint(conf: string, { job }: ReadJob): void {
  const [asked, stored] = [parseStoredDestination(conf), parseStoredDestination(job.destination_conf ?? "")];
  const isSame = asked.ok && stored.ok ? asked.value.endpoint === stored.value.endpoint : conf === job.destination_conf;
  if (!isSame) fail("E_ROLE", { at: "endpoint" });
}

function keepsSaved({ destinationMode, isEndpointKept, query }: DestinationInput["values"]): boolean {
  return destinationMode === "keep" || isEndpointKept || query.some(({ saved }) => saved !== undefined);
}

function destinationText(values: DestinationInput["values"], stored: ReadJob | undefined): string {
  const conf = stored?.job.destination_conf ?? undefined;
  if (conf === undefined && keepsSaved(values)) fail("E_SAVED_GONE", { at: "endpoint" });
  if (values.destinationMode === "keep") return conf ?? "";
  const kept = conf === undefined ? undefined : spliceDestination(values, conf);
  const destination = destinationOf(values, kept);
  if (!kept) {
    const checked = checkHttpDestination(destination, { isNonAsciiAccepted: () => true });
    if (!checked.ok) throw new AppException(atFormRow(checked.error, values.query));
  }
  return formatHttpDestination(destination);
}
