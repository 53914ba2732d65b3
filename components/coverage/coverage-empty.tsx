import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CoverageView } from "#lib/logpush/coverage/coverage.ts";

/** In place of rows. */
export function CoverageEmpty({ view: { q, show, kind } }: { view: CoverageView }) {
  const isFiltered = q.trim() !== "" || kind !== "" || show !== "all";
  const title =
    show === "without" && q === ""
      ? "Every zone and account has a job"
      : isFiltered
        ? "No match"
        : "No zones or accounts";
  return (
    <EmptyState
      title={title}
      actions={
        isFiltered ? (
          <Link href={"/coverage" as Route} className={buttonStyle()}>
            Show all zones and accounts
          </Link>
        ) : null
      }
    >
      {isFiltered ? null : "This API token has no access to any zone or account."}
    </EmptyState>
  );
}
