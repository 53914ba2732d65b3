import { Callout } from "#components/ui/callout.tsx";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { Link } from "#components/ui/link.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobSummary } from "#lib/logpush/views.ts";
import { jobHref } from "./job-label.ts";

/** Said once after a create: the job stands, and where to look next. */
export function CreatedNotice({ job, mode }: { job: JobSummary; mode: "emulator" | "live" }) {
  return (
    <Callout
      tone="ok"
      role="status"
      title={`${jobLabel(job)} is created and ${job.enabled ? "on" : "off"}.`}
      className="mb-4"
    >
      <ForgetParam name="created" />
      Cloudflare’s test request reached the destination.{" "}
      <Link href={jobHref(job.ref)} className="underline">
        Open the job
      </Link>
      {mode === "emulator" ? (
        <>
          {" or "}
          <Link href="/receiver" className="underline">
            see what the test receiver got
          </Link>
        </>
      ) : null}
      .
    </Callout>
  );
}
