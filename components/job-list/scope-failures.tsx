import { Callout } from "#components/ui/callout.tsx";
import type { JobList } from "#lib/logpush/job/job-list.ts";

const shown = 5;

/** Names the scopes whose jobs are missing from the list, and what to do about each. */
export function ScopeFailures({ failures }: { failures: JobList["failures"] }) {
  if (failures.length === 0) return null;
  const title =
    failures.length === 1
      ? `The jobs of ${failures[0]?.scope.name} could not be read.`
      : `The jobs of ${failures.length} zones and accounts could not be read.`;
  const more = failures.length - shown;
  return (
    <Callout tone="warn" title={title} role="status">
      <ul className="grid gap-1">
        {failures.slice(0, shown).map(({ scope, error }) => (
          <li key={scope.path}>
            <span className="font-medium text-fg">{scope.name}</span>: {error.message} {error.nextStep}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1">And {more} more.</p> : null}
    </Callout>
  );
}
