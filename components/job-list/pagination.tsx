import { lazy, Suspense } from "react";
import type { JobPage } from "#lib/logpush/views.ts";

/** Only a list of several pages needs them. */
const PageButtons = lazy(() => import("./page-buttons.tsx").then(({ PageButtons }) => ({ default: PageButtons })));

/** Which part of the rows is shown, and the way to the next. */
export function Pagination({ page, onGoTo }: { page: JobPage; onGoTo: (number: number) => void }) {
  const { count, first, last, total } = page;
  return (
    <nav aria-label="Pages" className="flex min-h-11 flex-wrap items-center gap-2 border-line border-t px-4 py-1.5">
      <p className="mr-auto text-muted text-xs">
        Showing {first.toLocaleString("en-US")}-{last.toLocaleString("en-US")} of {total.toLocaleString("en-US")}
      </p>
      {count > 1 ? (
        <Suspense>
          <PageButtons page={page} onGoTo={onGoTo} />
        </Suspense>
      ) : null}
    </nav>
  );
}
