import { Fragment, type ReactNode } from "react";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { daysOf } from "./days.ts";

type TimelineProps<Row> = {
  rows: readonly Row[];
  nowMs: number;
  keyOf: (row: Row) => string | number;
  children: (row: Row) => ReactNode;
};

/** Entries under their days, the newest first. The days' heads run to the edges of the page. */
export function Timeline<Row extends { at: string }>({ rows, nowMs, keyOf, children }: TimelineProps<Row>) {
  // The server does not know the person's time zone, and begins with UTC.
  const isLocal = useHydrated();
  return daysOf(rows, nowMs, { isLocal }).map(({ key, title, date, rows: ofDay }) => (
    <section key={key} aria-label={title}>
      <h2 className="-mx-4 flex h-9 items-center gap-2 bg-sunken px-4 font-semibold text-xs sm:-mx-6 sm:px-6">
        {title}
        <span className="font-normal text-muted">{date}</span>
      </h2>
      <ol className="divide-y divide-line">
        {ofDay.map((row) => (
          <Fragment key={keyOf(row)}>{children(row)}</Fragment>
        ))}
      </ol>
    </section>
  ));
}
