import { Callout } from "#components/ui/callout.tsx";
import type { ChangesView } from "#lib/logpush/activity/recorded-change.ts";
import { ChangeRow } from "./change-row.tsx";

type ChangesPageProps = { title: string; view: ChangesView; nowMs: number };

/** What was done to jobs through this Headgate, the newest first. */
export function ChangesPage({ title, view: { changes, hasMore, broken, hasHidden }, nowMs }: ChangesPageProps) {
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-muted">
          Every change that was sent from here, noted before it was sent, and every test delivery of a saved job. What
          is changed at Cloudflare or by other programs is not among it. Values are not kept.
        </p>
      </div>
      {broken > 0 ? (
        <Callout tone="danger" title="The audit is not as it was written.">
          {broken === 1 ? "A line" : `${broken} lines`} of the audit log {broken === 1 ? "was" : "were"} changed, or
          lines are gone, or HEADGATE_SECRET was another one then. <code>npm run changes</code> names them.
        </Callout>
      ) : null}
      {changes.length === 0 ? (
        <p className="rounded-card border border-line bg-raised px-3 py-8 text-center text-muted text-sm">
          {hasHidden ? "Nothing was changed from here that your token sees." : "Nothing was changed from here yet."}
        </p>
      ) : (
        <section aria-label="Changes" className="rounded-card border border-line bg-raised">
          <ol className="divide-y divide-line">
            {changes.map((change) => (
              <ChangeRow key={change.id} change={change} nowMs={nowMs} />
            ))}
          </ol>
        </section>
      )}
      {hasMore ? (
        <p className="text-muted text-xs">
          <code>npm run changes</code> prints the older changes too.
        </p>
      ) : null}
      {hasHidden ? (
        <p className="text-muted text-xs">Changes of jobs that your token does not list are left out.</p>
      ) : null}
    </div>
  );
}
