// Compares a backup with the jobs that are there: `npm run drift -- FILE`. Ends with 0 when nothing differs, 2 when
// something does, 1 when that cannot be said.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { AppException } from "#lib/cloudflare/errors.ts";
import { catalogueDatasets } from "#lib/logpush/datasets/catalogue.ts";
import { type Comparison, compareJobs } from "#lib/logpush/drift/compare-jobs.ts";
import { readBackup } from "#lib/logpush/drift/read-backup.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { readEnv } from "#lib/server/env.ts";
import { exportAllJobs } from "#lib/server/export-jobs.ts";
import { createDigests } from "#lib/server/secret.ts";
import { getUpstream } from "#lib/server/upstream.ts";
import { escapeHidden, unicodeEscape } from "#lib/snippets/escape-hidden.ts";
import { loadEnv } from "./load-env.mjs";

loadEnv();
const [path, ...more] = process.argv.slice(2);
if (path === undefined || path.startsWith("-") || more.length > 0) {
  end("usage: npm run drift -- FILE, with one FILE that “Export” on the job list saved, or an answer of the API.");
}
try {
  const env = readEnv();
  if (env.mode === "emulator" || !env.credential) {
    end(
      "CLOUDFLARE_API_TOKEN is not set, so there are no jobs to compare with. Set it, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.",
    );
  }
  const file = readBackup(readFileSync(path, "utf8"));
  if (!file.ok) end(`${path}: ${inSentences(file.error)}`);
  // Nothing here is compared by fingerprints, so the installation's key, and with it its folder, is not needed.
  const digests = createDigests(randomUUID());
  const live = await exportAllJobs({ upstream: getUpstream(env.credential), digests });
  const comparison = compareJobs(file.value, live, catalogueDatasets);
  for (const parts of listDrift(comparison)) console.log(parts.map(printable).join("\t"));
  for (const { scope, error } of live.failures) report(`${scope.name}: ${inSentences(error)}`);
  const { changed, missing, added, unread } = comparison;
  process.exitCode = unread.length > 0 ? 1 : changed.length + missing.length + added.length > 0 ? 2 : 0;
} catch (error) {
  const isExpected = error instanceof AppException;
  end(isExpected ? inSentences(error.error) : error instanceof Error ? error.message : "it failed.");
}

/** The parts of one line for each difference, and of a last one with the sums. */
function listDrift({ same, changed, missing, added, unread }: Comparison): string[][] {
  return [
    ...changed.flatMap(({ ref, label, changes, fixed }) =>
      [...changes, ...fixed].map((change) => [
        "changed",
        jobKey(ref),
        label,
        change.label,
        change.before,
        change.after,
      ]),
    ),
    ...missing.map(({ found, place, dataset }) => ["gone", place || "-", found.label, dataset]),
    ...added.map(({ ref, label }) => ["added", jobKey(ref), label]),
    ...unread.map(({ label, reason }) => ["not compared", "-", label, reason]),
    [
      `${same.length} as in the file, ${changed.length} changed, ${missing.length} gone, ${added.length} not in the file`,
    ],
  ];
}

/** Whoever may name a job or a zone must not be able to write to the terminal. */
function printable(text: string): string {
  return escapeHidden(text, unicodeEscape);
}

function report(text: string): void {
  console.error(`headgate: ${printable(text)}`);
}

function end(reason: string): never {
  report(reason);
  process.exit(1);
}
