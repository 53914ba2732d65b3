import { download } from "#components/ui/download.ts";
import { showToast } from "#components/ui/toast.ts";
import type { JobExport } from "#lib/logpush/views.ts";

/** Saves the exported jobs as a file, and says how many it contains. `total` is how many were to be exported. */
export function downloadJobs({ jobs, failures }: JobExport, total: number): void {
  const chosen = jobs.map(({ json }) => json);
  const date = new Date().toISOString().slice(0, 10);
  download(`${JSON.stringify(chosen, null, 2)}\n`, `logpush-jobs-${date}.json`);
  const missing = total - chosen.length;
  const unread = failures.map(({ scope }) => scope.name).join(", ");
  showToast({
    text: `Exported ${chosen.length} ${chosen.length === 1 ? "job" : "jobs"}.`,
    help: [
      "Secrets are masked in the file. Read it with “Import” on a new job.",
      missing > 0 ? `${missing} are gone or could not be read${unread ? ` (${unread})` : ""}.` : "",
    ]
      .filter(Boolean)
      .join(" "),
  });
}
