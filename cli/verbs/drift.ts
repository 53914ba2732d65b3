import { catalogueDatasets } from "#lib/logpush/datasets/catalogue.ts";
import { type Comparison, compareJobs } from "#lib/logpush/drift/compare-jobs.ts";
import { readBackup } from "#lib/logpush/drift/read-backup.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { readLiveJobs } from "../live-jobs.ts";
import { CliError, type ExitCode, printable, type Run, toJson } from "../verb.ts";

export const runDrift: Run = async ([path = "-"], values, { print, warn, readInput }) => {
  const file = readBackup(await readInput(path));
  if (!file.ok) throw new CliError(`${path}: ${inSentences(file.error)}`);
  const live = await readLiveJobs();
  const comparison = compareJobs(file.value, live, catalogueDatasets);
  const failures = live.failures.map(({ scope, error }) => ({ scope: scope.name, message: inSentences(error) }));
  if (values.json) print(toJson({ ...toAnswer(comparison), failures }));
  else for (const parts of listDrift(comparison)) print(parts.map((part) => printable(part)).join("\t"));
  for (const { scope, message } of failures) warn(printable(`${scope}: ${message}`));
  return exitCodeOf(comparison);
};

/** If a part could not be compared, the answer is not known. */
function exitCodeOf({ changed, missing, added, unread }: Comparison): ExitCode {
  if (unread.length > 0) return 1;
  return changed.length + missing.length + added.length > 0 ? 2 : 0;
}

function toAnswer({ same, changed, missing, added, unread }: Comparison) {
  return {
    same: same.length,
    changed: changed.map(({ ref, label, changes, fixed }) => ({
      job: jobKey(ref),
      name: label,
      changes: [...changes, ...fixed].map(({ label: setting, before, after }) => ({
        setting,
        now: before,
        file: after,
      })),
    })),
    gone: missing.map(({ found, place, dataset }) => ({ scope: place || null, name: found.label, dataset })),
    added: added.map(({ ref, label }) => ({ job: jobKey(ref), name: label })),
    notCompared: unread.map(({ label, reason }) => ({ name: label, reason })),
  };
}

/** The columns of one line per difference, and of a last line with the totals. */
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
    ...missing.map(({ found, place, dataset }) => ["missing", place || "-", found.label, dataset]),
    ...added.map(({ ref, label }) => ["added", jobKey(ref), label]),
    ...unread.map(({ label, reason }) => ["not compared", "-", label, reason]),
    [`${changed.length} changed, ${missing.length} missing, ${added.length} new, ${same.length} unchanged`],
  ];
}
