import type { ReactNode } from "react";
import type { LeftOver } from "#lib/logpush/import/found-job.ts";
import type { ImportReport } from "#lib/logpush/import/import-report.ts";
import { numbered } from "./numbered.ts";

type Report = Omit<ImportReport, "values">;

/** Everything that the text held, by what became of it. */
export function ReportLists({ report: { taken, assumed, ignored, unread } }: { report: Report }) {
  return (
    <div className="grid gap-4">
      {unread.length > 0 ? (
        <Group title={`Could not read (${unread.length})`}>
          <LeftOvers items={unread} />
        </Group>
      ) : null}
      {taken.length > 0 ? (
        <Group title={`Imported (${taken.length})`}>
          <Pairs items={taken} />
        </Group>
      ) : null}
      {assumed.length > 0 ? (
        <Group title={`Not in the text, defaults used (${assumed.length})`}>
          <Pairs items={assumed} />
        </Group>
      ) : null}
      {ignored.length > 0 ? (
        <Group title={`Ignored (${ignored.length})`}>
          <LeftOvers items={ignored} />
        </Group>
      ) : null}
    </div>
  );
}

/** What needs a hand, as a list. */
export function UnreadList({ unread }: { unread: LeftOver[] }) {
  return unread.length === 0 ? null : (
    <div className="mt-1.5 text-fg">
      <LeftOvers items={unread} />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <p className="mb-1 font-medium text-fg text-sm">{title}</p>
      {children}
    </section>
  );
}

function LeftOvers({ items }: { items: LeftOver[] }) {
  return (
    <ul className="grid list-disc gap-1 pl-4 text-table">
      {numbered(items).map(({ item: { what, why }, place }) => (
        <li key={place} className="[overflow-wrap:anywhere]">
          <span className="font-mono">{what}</span>: {why}
        </li>
      ))}
    </ul>
  );
}

function Pairs({ items }: { items: { label: string; value: string }[] }) {
  return (
    <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-table sm:grid-cols-[10rem_minmax(0,1fr)]">
      {numbered(items).map(({ item: { label, value }, place }) => (
        <div key={place} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="font-mono [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
