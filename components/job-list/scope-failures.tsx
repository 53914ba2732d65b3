import { Callout } from "#components/ui/callout.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobList } from "#lib/logpush/views.ts";

const shown = 5;

type Failures = JobList["failures"];

/**
 * Names the scopes whose jobs are missing from the list, and what to do about each. `count` says how many there are if
 * `failures` are only the first of them.
 */
export function ScopeFailures({ failures, count = failures.length }: { failures: Failures; count?: number }) {
  const title =
    count === 1
      ? `Could not read the jobs of ${failures[0]?.scope.name}.`
      : `Could not read the jobs of ${formatCount(count)} zones and accounts.`;
  return <FailureList title={title} failures={failures} count={count} />;
}

/** Says which kind of scope is missing from a choice of scopes. */
export function MissingScopes({ failures, className }: { failures: Failures; className?: string }) {
  const kinds = failures.map(({ scope }) => scope.name.toLowerCase()).join(" and ");
  return (
    <FailureList
      title={`Could not read the ${kinds}.`}
      failures={failures}
      count={failures.length}
      className={className}
    />
  );
}

type FailureListProps = { title: string; failures: Failures; count: number; className?: string | undefined };

function FailureList({ title, failures, count, className }: FailureListProps) {
  if (failures.length === 0) return null;
  const more = count - Math.min(shown, failures.length);
  return (
    <Callout tone="warn" title={title} role="status" {...(className ? { className } : {})}>
      <ul className="grid gap-1">
        {failures.slice(0, shown).map(({ scope, error }) => (
          <li key={scope.path}>
            <span className="font-medium text-fg">{scope.name}</span>: {error.message} {error.nextStep}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1">And {formatCount(more)} more.</p> : null}
    </Callout>
  );
}
