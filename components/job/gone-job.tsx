import type { ReactNode } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { GoneJob as Gone } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";

function Deletion({ job: { scopeName, goneAt, by } }: { job: Gone }) {
  const time = <LocalTime iso={goneAt} />;
  if (!by) {
    return (
      <>
        Cloudflare no longer lists it in {scopeName} (noticed {time}).
      </>
    );
  }
  return (
    <>
      Deleted {by.isOutside ? "outside Headgate" : ""} from {scopeName} {by.isOutside ? "(noticed " : ""}
      {time}
      {by.isOutside ? ")" : ""}
      {by.person === null ? "" : ` by ${by.person}`}.
    </>
  );
}

/** In place of a job that was deleted: what it was, and what can be done; below, its versions. */
export function GoneJob({ job, may, children }: { job: Gone; may: May; children: ReactNode }) {
  return (
    <>
      <PageHeader title={job.label} meta={<span className="font-mono text-muted text-xs">{job.dataset}</span>} />
      <Callout title="This job was deleted" className="max-w-2xl">
        <p>
          <Deletion job={job} /> Its logs are not delivered.
          {may.write ? " Restore a version to create it again with a new id." : ""}
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Link href="/" className={buttonStyle({ size: "small" })}>
            All jobs
          </Link>
          {may.write ? (
            <Link href="/jobs/new" className={buttonStyle({ size: "small" })}>
              New job
            </Link>
          ) : null}
          {may.operate ? (
            <Link href="/activity" className={buttonStyle({ size: "small" })}>
              Activity
            </Link>
          ) : null}
        </div>
      </Callout>
      <h2 className="mt-6 mb-2 font-semibold">Versions</h2>
      {children}
    </>
  );
}
