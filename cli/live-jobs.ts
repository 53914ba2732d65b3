import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { JobExport } from "#lib/logpush/views.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { createDigests } from "#lib/server/env/secret.ts";
import { CliError } from "./verb.ts";

/**
 * Every job that the credential of the environment can read, with secrets masked. Throws a `CliError` without a
 * credential.
 */
export async function readLiveJobs(): Promise<JobExport> {
  try {
    const env = readEnv();
    if (env.mode === "emulator" || !env.credential) {
      throw new CliError(
        "CLOUDFLARE_API_TOKEN is not set. Set it, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL, to read jobs.",
      );
    }
    // Cloudflare's SDK takes seconds to load.
    const [{ getTrialUpstream }, { exportLiveJobs }] = await Promise.all([
      import("#lib/server/calls/upstream.ts"),
      import("#lib/server/jobs/export-jobs.ts"),
    ]);
    // Nothing is compared by fingerprint here, so the installation's key and its folder are not needed.
    const digests = createDigests(randomUUID());
    return await exportLiveJobs({ upstream: getTrialUpstream(env.credential), digests });
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (error instanceof AppException) throw new CliError(inSentences(error.error));
    throw new CliError(error instanceof Error ? error.message : "could not read the jobs.");
  }
}
