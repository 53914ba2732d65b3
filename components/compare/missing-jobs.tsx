import { useRouter } from "next/navigation";
import { useState } from "react";
import { readDraft, storeDraft } from "#components/job-form/draft.ts";
import { Button } from "#components/ui/button.tsx";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { FoundJob } from "#lib/logpush/import/found-job.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import type { May } from "#lib/logpush/job/may.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import { Rows } from "./parts.tsx";

type MissingJobsProps = { jobs: FoundJob[]; may: May; datasets: DatasetOption[] };

/** Jobs of the file that are gone. Making one again needs its secrets, so the form of a new job is the way. */
export function MissingJobs({ jobs, may, datasets }: MissingJobsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<FoundJob | null>(null);

  function fill(found: FoundJob) {
    const { zone_id: zone, account_id: account } = found.body;
    const scope = typeof zone === "string" ? `zones/${zone}` : typeof account === "string" ? `accounts/${account}` : "";
    const current = newJobValues({ scope, scopeName: "", dataset: "http_requests", fieldNames: [] });
    const scopes = scope ? [{ path: scope, name: scope }] : [];
    storeDraft(importJob(found, { current, scopes, datasets }).values);
    router.push("/jobs/new");
  }

  return (
    <Rows>
      {jobs.map((job, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and labels repeat.
        <li key={place} className="flex flex-wrap items-center gap-3 px-3 py-2 text-sm">
          <p className="mr-auto min-w-0 [overflow-wrap:anywhere]">
            <bdi className="font-medium">{job.label}</bdi>
          </p>
          {asked === job ? (
            <>
              <span role="status" className="text-muted">
                This replaces the draft of another new job.
              </span>
              <Button size="small" onClick={() => fill(job)}>
                Replace the draft
              </Button>
              <Button size="small" variant="quiet" onClick={() => setAsked(null)}>
                Keep it
              </Button>
            </>
          ) : may.write ? (
            <Button
              size="small"
              aria-label={`Make it again: ${job.label}`}
              onClick={() => (readDraft() ? setAsked(job) : fill(job))}
            >
              Make it again
            </Button>
          ) : null}
        </li>
      ))}
    </Rows>
  );
}
