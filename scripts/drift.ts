// Compares a backup with the jobs that are there: `npm run drift -- FILE`. Ends with 0 when nothing differs, 2 when
// something does, 1 when that cannot be said.
import { readFileSync } from "node:fs";
import { AppException } from "#lib/cloudflare/errors.ts";
import { type Comparison, compareJobs } from "#lib/logpush/drift/compare-jobs.ts";
import { readJson } from "#lib/logpush/import/read-json.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { serverCaller } from "#lib/server/caller.ts";
import { getContext } from "#lib/server/context.ts";
import { readEnv } from "#lib/server/env.ts";
import { exportAllJobs } from "#lib/server/export-jobs.ts";
import { loadEnv } from "./load-env.mjs";

loadEnv();
const [path] = process.argv.slice(2);
if (path === undefined) end("which file? npm run drift -- FILE, where FILE is what “Export” saved.");
try {
  const env = readEnv();
  if (env.mode === "emulator" || !env.credential) {
    end(
      "CLOUDFLARE_API_TOKEN is not set, so there are no jobs to compare with. Set it, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.",
    );
  }
  const file = readJson(readFileSync(path, "utf8"));
  if (!file.ok) end(`${path}: ${inSentences(file.error)}`);
  const live = await exportAllJobs(getContext(serverCaller));
  const comparison = compareJobs(file.value, live);
  for (const parts of listDrift(comparison)) console.log(parts.map(printable).join("\t"));
  for (const { scope, error } of live.failures) console.error(`headgate: ${scope.name}: ${inSentences(error)}`);
  const { changed, missing, added, unread } = comparison;
  process.exitCode = unread.length > 0 ? 1 : changed.length + missing.length + added.length > 0 ? 2 : 0;
} catch (error) {
  const isExpected = error instanceof AppException;
  end(isExpected ? inSentences(error.error) : error instanceof Error ? error.message : "it failed.");
}

/** The parts of one line for each difference, and of a last one with the sums. */
function listDrift({ same, changed, missing, added, unread }: Comparison): string[][] {
  return [
    ...changed.flatMap(({ ref, label, changes, destination }) =>
      [...changes, ...(destination ? [destination] : [])].map((change) => [
        "changed",
        jobKey(ref),
        label,
        change.label,
        change.before,
        change.after,
      ]),
    ),
    ...missing.map(({ label }) => ["gone", "-", label]),
    ...added.map(({ ref, label }) => ["added", jobKey(ref), label]),
    ...unread.map(({ label, reason }) => ["not compared", "-", label, reason]),
    [
      `${same.length} as in the file, ${changed.length} changed, ${missing.length} gone, ${added.length} not in the file`,
    ],
  ];
}

/** Whoever may name a job must not be able to write to the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

function end(reason: string): never {
  console.error(`headgate: ${reason}`);
  process.exit(1);
}
