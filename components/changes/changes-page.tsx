import { Callout } from "#components/ui/callout.tsx";
import type { ChangesView } from "#lib/logpush/changes/recorded-change.ts";
import { ChangeRow } from "./change-row.tsx";

type ChangesPageProps = { title: string; view: ChangesView; nowMs: number };

/** What was done to jobs through this Headgate, the newest first. */
export function ChangesPage({ title, view: { changes, more, broken }, nowMs }: ChangesPageProps) {
  return (
    <div className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-5">
      <div>
        <h1 className="font-semibold text-title tracking-tight">{title}</h1>
        <p className="mt-1 max-w-prose text-muted">
          Every change that was sent from here, noted before it was sent, and every test delivery of a saved job. What
          is changed at Cloudflare or by other programs is not among it. Values are not kept.
        </p>
      </div>
      {broken.length > 0 ? (
        <Callout tone="danger" title="The audit is not as it was written.">
          Line {broken.slice(0, 10).join(", ")} of audit.jsonl was changed, or a line before it is gone, or
          HEADGATE_SECRET was another one then.
        </Callout>
      ) : null}
      {changes.length === 0 ? (
        <p className="rounded-card border border-line bg-raised px-3 py-8 text-center text-muted text-sm">
          Nothing was changed from here yet.
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
      {more > 0 ? (
        <p className="text-muted text-xs">
          {more} older {more === 1 ? "change is" : "changes are"} in audit.jsonl: <code>npm run changes</code> prints
          them all.
        </p>
      ) : null}
    </div>
  );
}
