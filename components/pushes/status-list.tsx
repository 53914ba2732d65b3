import { certaintyWords } from "#components/ui/certainty.ts";
import type { PushStatus } from "#lib/logpush/pushes/summarize-pushes.ts";

/** What the pushes were answered with, how often, and what it means. */
export function StatusList({ statuses }: { statuses: PushStatus[] }) {
  return (
    <ul aria-label="Statuses" className="grid gap-2">
      {statuses.map(({ status, count, cause }) => (
        <li key={status} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
          <span className={`font-medium tabular-nums ${cause ? "text-danger" : "text-ok"}`}>
            {cause ? "✗" : "✓"} {status}
          </span>
          <span>
            {count.toLocaleString("en")} {count === 1 ? "push" : "pushes"}
            {cause ? ". " : " delivered."}
            {cause ? (
              <>
                {cause.message} <span className="text-muted">{cause.nextStep}</span>
                {cause.certainty ? (
                  <span className="ml-1 text-muted text-xs">{certaintyWords[cause.certainty]}</span>
                ) : null}
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
