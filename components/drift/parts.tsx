import type { ReactNode } from "react";
import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import type { PresentJob } from "#lib/logpush/drift/compare-jobs.ts";

/** The jobs of one panel, each a list item. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line">{children}</ul>;
}

/** A job that is there, with the way to its page. */
export function JobName({ job: { ref, label, scopeName } }: { job: PresentJob }) {
  return (
    <p className="min-w-0 [overflow-wrap:anywhere]">
      <Link href={jobHref(ref)} className="font-medium underline-offset-4 hover:underline">
        <bdi>{label}</bdi>
      </Link>{" "}
      <span className="text-muted text-xs">
        {scopeName}, {ref.jobId}
      </span>
    </p>
  );
}
