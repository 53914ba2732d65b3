import { inSentences } from "#lib/logpush/result.ts";
import { readLiveJobs } from "../live-jobs.ts";
import { printable, toJson, type Verb } from "../verb.ts";

export const exportVerb: Verb = {
  summary: "Print all jobs as JSON with masked secrets, for drift and Import.",
  usage: "",
  arguments: [0, 0],
  examples: ["export > jobs.json"],
  async run(_args, _values, { print, warn }) {
    const { jobs, failures } = await readLiveJobs();
    print(toJson(jobs.map(({ json }) => json)));
    for (const { scope, error } of failures) warn(printable(`${scope.name}: ${inSentences(error)}`));
    return failures.length > 0 ? 1 : 0;
  },
};
