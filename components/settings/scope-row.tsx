import { Button } from "#components/ui/button.tsx";
import { isRefusal, type ScopeRights } from "#lib/logpush/permissions/permissions.ts";
import { type AppError, inSentences } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

type ScopeRowProps = {
  scope: ScopeOption;
  rights: ScopeRights | undefined;
  isCurrent: boolean;
  /** Absent while another check runs. */
  onCheck: (() => void) | undefined;
};

/** One zone or account: listing and changing jobs, each with the reason where it is refused. */
export function ScopeRow({ scope, rights, isCurrent, onCheck }: ScopeRowProps) {
  const kind = scope.path.startsWith("zones/") ? "zone" : "account";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 px-3 py-2 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_auto]">
      <div className="min-w-0">
        <p className="truncate" title={scope.name}>
          <bdi className="font-medium">{scope.name}</bdi> <span className="text-muted text-xs">{kind}</span>
        </p>
        <p className="truncate font-mono text-muted text-xs" title={scope.path}>
          {scope.path.slice(scope.path.indexOf("/") + 1)}
        </p>
      </div>
      <div className="min-w-0 max-sm:order-last max-sm:col-span-2">
        {rights ? <Rights rights={rights} /> : <p className="text-muted">{isCurrent ? "Checking…" : "Not checked."}</p>}
      </div>
      <Button
        size="small"
        aria-label={`Check ${scope.name}`}
        aria-disabled={onCheck === undefined}
        aria-busy={isCurrent}
        onClick={onCheck}
      >
        Check
      </Button>
    </li>
  );
}

function Rights({ rights: { list, change } }: { rights: ScopeRights }) {
  // The answer to both is the same most of the time, and is given once.
  if (list?.message === change?.message) return <Right words="List and change jobs" error={list} />;
  return (
    <div className="grid gap-1">
      <Right words="List jobs" error={list} />
      <Right words="Change jobs" error={change} />
    </div>
  );
}

function Right({ words, error }: { words: string; error: AppError | null }) {
  if (!error) return <p className="text-ok">✓ {words}</p>;
  const codes = error.upstream?.errors.map(({ code }) => code).join(", ");
  return (
    <div className="min-w-0 [overflow-wrap:anywhere]">
      {isRefusal(error) ? (
        <p className="text-danger">✗ {words}</p>
      ) : (
        <p className="text-warn">? {words}: could not be checked</p>
      )}
      <p className="text-muted text-xs">
        {inSentences(error)}
        {codes ? ` (${codes})` : ""}
        {error.cfRay ? ` (ray ${error.cfRay})` : ""}
      </p>
    </div>
  );
}
