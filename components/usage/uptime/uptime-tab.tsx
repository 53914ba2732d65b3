import { Download as DownloadIcon } from "lucide-react";
import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Pager } from "#components/ui/pager.tsx";
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
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-3">
          <UptimeFilters view={view} zoneName={page.zoneName} />
          <span className="flex gap-2 sm:ml-auto">
            <Download file="periods" view={view} text="Export uptime" />
            <Download file="states" view={view} text="Export states" />
          </span>
        </div>
        {rows.length === 0 ? <Empty /> : <UptimeTable view={view} page={page} />}
        <div className="py-3 empty:hidden">
          <Pager number={page.number} pages={page.pages} hrefOf={(to) => uptimeHref({ ...view, page: to }) as Route} />
        </div>
        <p className="mt-3 max-w-[88ch] text-muted text-xs">
          Uptime is the share of hours in which everything was delivered. Hours in which a job was disabled, waited or
          had no data do not count, and neither does time that Headgate did not read.
          {asOf ? (
            <>
              {" "}
              As of <LocalTime iso={asOf} />.
            </>
          ) : (
            " Some of it is still being counted."
          )}
        </p>
      </div>
    </div>
  );
}

function Empty() {
  return (
    <EmptyState title="No uptime yet">
      It is counted once the jobs have been read: reload the page in a minute.
    </EmptyState>
  );
}

/** A plain link: the answer is a file. */
function Download({ file, view, text }: { file: "periods" | "states"; view: UptimeView; text: string }) {
  const params = new URLSearchParams({ file });
  if (view.zone) params.set("zone", view.zone);
  if (view.dataset) params.set("dataset", view.dataset);
  return (
    <a href={`/usage/export?${params}`} download className={buttonStyle({ size: "small" })}>
      <DownloadIcon aria-hidden className="size-3.5" />
      {text}
    </a>
  );
}
