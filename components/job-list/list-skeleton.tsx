import { SkeletonRows } from "#components/layout/page-skeleton.tsx";
import { ListHeader } from "./list-header.tsx";

/** Holds the list's place with rows of its final height. */
export function ListSkeleton() {
  return (
    <div aria-busy="true">
      <ListHeader />
      <p role="status" className="sr-only">
        Loading jobs
      </p>
      <div aria-hidden className="mb-2 h-9 animate-pulse rounded-control bg-chosen" />
      <div aria-hidden className="mb-2 h-8" />
      <div aria-hidden className="h-8" />
      <SkeletonRows rows={12} />
    </div>
  );
}
