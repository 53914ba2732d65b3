import { inSentences } from "#lib/logpush/result.ts";
import { readLiveJobs } from "../live-jobs.ts";
import { printable, type Run, toJson } from "../verb.ts";

export const runExport: Run = async (_args, _values, { print, warn }) => {
  const { jobs, failures } = await readLiveJobs();
  print(toJson(jobs.map(({ json }) => json)));
  for (const { scope, error } of failures) warn(printable(`${scope.name}: ${inSentences(error)}`));
  return failures.length > 0 ? 1 : 0;
};
