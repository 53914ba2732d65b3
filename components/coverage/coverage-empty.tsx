import type { Route } from "next";
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
    <div className="border-line border-t py-16 text-center">
      <p className="font-medium text-base">{title}</p>
      <p className="mt-1 text-muted">
        {isFiltered ? (
          <Link href={"/coverage" as Route} className="underline">
            Show all zones and accounts
          </Link>
        ) : (
          "This API token has no access to any zone or account."
        )}
      </p>
    </div>
  );
}
