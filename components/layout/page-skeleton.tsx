import { PageHeader } from "./page-header.tsx";

/** What a page shows until its data is there: its title, and lines of the rows' height. */
export function PageSkeleton({ title, rows = 8 }: { title: string; rows?: number }) {
  return (
    <div aria-busy="true">
      <PageHeader title={title} />
      <p role="status" className="sr-only">
        Loading {title}
      </p>
      <SkeletonRows rows={rows} />
    </div>
  );
}

/** Grey lines, one per row to come. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div aria-hidden className="border-line border-t">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={row} className="flex h-10 items-center gap-6 border-line-soft border-b">
          <span className="h-3 w-1/4 animate-pulse rounded-[4px] bg-chosen" />
          <span className="h-3 w-1/5 animate-pulse rounded-[4px] bg-chosen" />
          <span className="h-3 w-1/3 animate-pulse rounded-[4px] bg-chosen max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
