import type { Route } from "next";
import { Link } from "#components/ui/link.tsx";
import { type CoveragePage, type CoverageView, coverageQuery } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";

/** The zones that send nothing, in one line over the table. */
export function SilentZones({ view, page: { counts, silent } }: { view: CoverageView; page: CoveragePage }) {
  const { without } = counts;
  if (without === 0 || view.show !== "all") return null;
  const what = view.dataset === "" ? "no jobs" : `no ${view.dataset} job`;
  const more = without - silent.length;
  return (
    <p className="mb-3 text-sm">
      <Link
        href={`/coverage${coverageQuery({ ...view, show: "without", page: 1 })}` as Route}
        className="font-medium underline"
      >
        {formatCount(without)} {without === 1 ? "zone or account has" : "zones and accounts have"} {what}
      </Link>
      <span className="text-muted">
        : {silent.join(", ")}
        {more > 0 ? ` and ${formatCount(more)} more` : ""}
      </span>
    </p>
  );
}
