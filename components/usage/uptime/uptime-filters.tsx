import type { Route } from "next";
import { Link } from "#components/ui/link.tsx";
import { periodNames } from "#components/uptime/uptime-tiles.tsx";
import { uptimeDays } from "#lib/logpush/uptime/uptime.ts";
import { type UptimeGrouping, type UptimeView, uptimeGroupings, uptimeHref } from "#lib/logpush/uptime/uptime-view.ts";

const groupNames = {
  zone: "Zones and accounts",
  dataset: "Datasets",
  job: "Jobs",
} satisfies Record<UptimeGrouping, string>;

/** What the rows are, and which period puts them in order: links, so that each view has its address. */
export function UptimeFilters({ view, zoneName }: { view: UptimeView; zoneName: string }) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
      <Choice
        label="Rows"
        options={uptimeGroupings.map((by) => ({
          ...{ key: by, text: groupNames[by], isChosen: by === view.by, view: { ...view, by, page: 1 } },
        }))}
      />
      <Choice
        label="Period"
        options={uptimeDays.map((days) => ({
          ...{ key: String(days), text: periodNames[days], isChosen: days === view.days },
          view: { ...view, days, page: 1 },
        }))}
      />
      {view.zone ? <Only text={zoneName || view.zone} rest={{ ...view, zone: "", page: 1 }} /> : null}
      {view.dataset ? <Only text={view.dataset} rest={{ ...view, dataset: "", page: 1 }} /> : null}
    </div>
  );
}

type Option = { key: string; text: string; isChosen: boolean; view: UptimeView };

function Choice({ label, options }: { label: string; options: Option[] }) {
  return (
    <nav aria-label={label} className="flex max-w-full overflow-x-auto rounded-control bg-chosen p-0.5">
      {options.map(({ key, text, isChosen, view }) => (
        <Link
          key={key}
          href={uptimeHref(view) as Route}
          aria-current={isChosen ? "true" : undefined}
          scroll={false}
          className="flex h-6 items-center whitespace-nowrap rounded-[4px] px-2.5 text-muted text-xs hover:text-fg aria-[current]:bg-raised aria-[current]:font-medium aria-[current]:text-fg aria-[current]:shadow-control"
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}

function Only({ text, rest }: { text: string; rest: UptimeView }) {
  return (
    <span className="flex min-w-0 items-center gap-2 rounded-control border border-line px-2 py-0.5 text-xs">
      <span className="truncate">Only {text}</span>
      <Link href={uptimeHref(rest) as Route} className="text-accent hover:underline">
        Show all<span className="sr-only"> instead of {text}</span>
      </Link>
    </span>
  );
}
