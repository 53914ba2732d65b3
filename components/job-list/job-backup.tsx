"use client";

import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { download } from "#components/ui/download.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { JobDetail } from "#lib/logpush/views.ts";

type JobBackupProps = { jobRef: JobRef; readJob: typeof import("#app/actions/jobs.ts").readJob };

/** The whole job as JSON, its secrets masked, read when it is shown. */
export function JobBackup({ jobRef: { scopeKind, scopeId, jobId }, readJob }: JobBackupProps) {
  const [job, setJob] = useState<Result<JobDetail> | null>(null);
  useEffect(() => {
    let isWanted = true;
    callAction(() => readJob({ scopeKind, scopeId, jobId })).then((result) => {
      if (isWanted) setJob(result);
    });
    return () => {
      isWanted = false;
    };
  }, [readJob, scopeKind, scopeId, jobId]);

  if (job && !job.ok) return <ErrorCallout error={job.error}>No backup of this job.</ErrorCallout>;
  const json = job?.value.redactedJson;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-center gap-2">
        <h3 className="mr-auto font-medium">Backup</h3>
        {json === undefined ? null : (
          <>
            <CopyButton text={json} label="Copy JSON" />
            <Button size="small" onClick={() => download(json, `logpush-job-${jobId}.json`)}>
              <Download aria-hidden className="size-3.5" />
              Download JSON
            </Button>
          </>
        )}
      </div>
      <section
        aria-label="The job as JSON"
        aria-busy={json === undefined}
        tabIndex={0}
        className="h-56 overflow-auto rounded-control border border-line bg-sunken p-3 font-mono text-xs"
      >
        {json === undefined ? (
          <span className="text-muted">Reading the job…</span>
        ) : (
          <pre className="whitespace-pre-wrap [overflow-wrap:anywhere]">{json}</pre>
        )}
      </section>
    </div>
  );
}
