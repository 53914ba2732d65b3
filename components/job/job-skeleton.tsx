import { TabSkeleton } from "./tab-skeleton.tsx";

/** A job's page before anything is known of the job. */
export function JobSkeleton() {
  return (
    <div aria-busy="true">
      <div aria-hidden className="grid h-[6.5rem] content-start gap-2 pt-5">
        <span className="h-3 w-32 animate-pulse rounded-[4px] bg-chosen" />
        <span className="h-5 w-64 max-w-full animate-pulse rounded-[4px] bg-chosen" />
      </div>
      <div aria-hidden className="-mx-4 mb-4 h-10 border-line border-b sm:-mx-6" />
      <TabSkeleton tab="overview" />
    </div>
  );
}
