import { download } from "#components/ui/download.ts";
import { jobKey } from "#lib/logpush/job/job.ts";
import type { JobExport } from "#lib/logpush/views.ts";
import type { ListedJob } from "./filter-jobs.ts";
import type { Announcement } from "./status-message.tsx";

/** Saves the listed ones of the exported jobs as a file, in the order of the list, and says how many it holds. */
export function downloadJobs({ jobs, failures }: JobExport, listed: ListedJob[]): Announcement {
  const exported = new Map(jobs.map(({ ref, json }) => [jobKey(ref), json]));
  const chosen = listed.flatMap(({ key }) => exported.get(key) ?? []);
  const date = new Date().toISOString().slice(0, 10);
  download(`${JSON.stringify(chosen, null, 2)}\n`, `logpush-jobs-${date}.json`);
  const missing = listed.length - chosen.length;
  const unread = failures.map(({ scope }) => scope.name).join(", ");
  return {
    text: `Exported ${chosen.length} ${chosen.length === 1 ? "job" : "jobs"}.`,
    help: [
      "Secrets are masked in the file; “Import” on a new job reads it.",
      missing > 0 ? `${missing} could not be read any more${unread ? ` (${unread})` : ""}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  };
}
