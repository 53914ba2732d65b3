import { TriangleAlert } from "lucide-react";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { ScopeFailures } from "./scope-failures.tsx";

/** What keeps the list from being whole or new: it stays, and says so above. */
export function ListNotices({ page, error }: { page: JobPage; error: AppError | null }) {
  const outdated = error ?? page.outdated;
  return (
    <>
      {outdated ? (
        <div role="alert" className="mb-3 flex gap-2.5 rounded-card border border-line bg-warn-soft px-3 py-2.5">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          <p className="min-w-0 [overflow-wrap:anywhere]">
            <span className="font-medium">
              Showing data from <LocalTime iso={page.asOf} />.
            </span>{" "}
            {outdated.message} {outdated.nextStep}
          </p>
        </div>
      ) : null}
      {page.failures.length > 0 ? (
        <div className="mb-3">
          <ScopeFailures failures={page.failures} count={page.failureCount} />
        </div>
      ) : null}
    </>
  );
}
