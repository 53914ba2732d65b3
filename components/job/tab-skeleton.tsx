import { SkeletonRows } from "#components/layout/page-skeleton.tsx";
import { type JobTab, tabLabels } from "./tabs.ts";

/** What a tab shows until its data is there, in the sizes of what comes. */
export function TabSkeleton({ tab }: { tab: JobTab }) {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading {tabLabels[tab]}
      </p>
      {tab === "overview" ? <OverviewSkeleton /> : <SkeletonRows rows={tab === "settings" ? 14 : 8} />}
    </div>
  );
}

function OverviewSkeleton() {
  return (
    <div aria-hidden className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.5rem]">
      <div className="grid content-start gap-4">
        <Block className="h-62" />
        <Block className="h-48" />
      </div>
      <Block className="h-72" />
    </div>
  );
}

function Block({ className }: { className: string }) {
  return <div className={`animate-pulse rounded-card border border-line bg-raised ${className}`} />;
}
