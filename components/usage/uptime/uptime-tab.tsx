import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { ObjectiveControl } from "#components/uptime/objective-control.tsx";
import { ObjectiveLine } from "#components/uptime/objective-line.tsx";
import { UptimeTiles } from "#components/uptime/uptime-tiles.tsx";
import { type UptimePage, type UptimeView, uptimeHref } from "#lib/logpush/uptime/uptime-view.ts";
import { UptimeFilters } from "./uptime-filters.tsx";
import { UptimeTable } from "./uptime-table.tsx";

type UptimeTabProps = {
  view: UptimeView;
  page: UptimePage;
  setObjective: typeof import("#app/actions/uptime.ts").setObjective;
};

/** The uptime of all jobs by zone, dataset or job, the lowest first, with the objective for all. */
export function UptimeTab({ view, page, setObjective }: UptimeTabProps) {
  const { all, objective, rows, asOf } = page;
  return (
    <div className="grid gap-4">
      <section aria-label="All jobs" className="overflow-hidden rounded-card border border-line bg-raised">
        <UptimeTiles periods={all} objective={objective} isOfMany />
        <div className="flex flex-wrap items-baseline gap-x-4 border-line border-t px-4 py-2.5">
          <h2 className="text-muted">Default objective</h2>
          <ObjectiveLine objective={objective} periods={all} />
          <ObjectiveControl {...{ jobRef: null, objective, isOwn: true, setObjective }} />
        </div>
      </section>
      <p className="max-w-[72ch] text-muted">
        Uptime is the share of hours in which everything was delivered. Hours in which a job was disabled, waited or had
        no data do not count, and neither does time that Headgate did not read.
        {asOf ? (
          <>
            {" "}
            As of <LocalTime iso={asOf} />.
          </>
        ) : (
          " Some of it is still being counted."
        )}
      </p>
      <div className="min-w-0">
        <UptimeFilters view={view} zoneName={page.zoneName} />
        {rows.length === 0 ? <Empty /> : <UptimeTable view={view} page={page} />}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
          <span className="text-muted text-xs">CSV:</span>
          <Download file="periods" view={view} text="Export uptime" />
          <Download file="states" view={view} text="Export states" />
          <Pager view={view} page={page} />
        </div>
      </div>
    </div>
  );
}

function Empty() {
  return (
    <p className="rounded-card border border-line bg-raised px-4 py-6 text-muted">
      No uptime yet. It is counted once the jobs have been read: reload the page in a minute.
    </p>
  );
}

/** A plain link: the answer is a file. */
function Download({ file, view, text }: { file: "periods" | "states"; view: UptimeView; text: string }) {
  const params = new URLSearchParams({ file });
  if (view.zone) params.set("zone", view.zone);
  if (view.dataset) params.set("dataset", view.dataset);
  return (
    <a href={`/usage/export?${params}`} download className={buttonStyle({ size: "small" })}>
      {text}
    </a>
  );
}

function Pager({ view, page: { number, pages } }: Pick<UptimeTabProps, "view" | "page">) {
  if (pages === 1) return null;
  const step = (to: number, text: string) => (
    <Link href={uptimeHref({ ...view, page: to }) as Route} className={buttonStyle({ size: "small" })}>
      {text}
    </Link>
  );
  return (
    <nav aria-label="Pages" className="ml-auto flex items-center gap-2">
      {number > 1 ? step(number - 1, "Previous") : null}
      <span className="text-muted text-xs">
        Page {number} of {pages}
      </span>
      {number < pages ? step(number + 1, "Next") : null}
    </nav>
  );
}
