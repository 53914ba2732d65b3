import { isRefusal, type ScopeRights } from "#lib/logpush/permissions/permissions.ts";
import { type AppError, inSentences } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

type ScopeRowProps = { scope: ScopeOption; rights: ScopeRights | undefined; isCurrent: boolean };

/** One zone or account: listing and changing jobs, each with the reason where it is refused. */
export function ScopeRow({ scope, rights, isCurrent }: ScopeRowProps) {
  const kind = scope.path.startsWith("zones/") ? "Zone" : "Account";
  return (
    <li className="flex flex-wrap justify-between gap-x-4 gap-y-1 px-3.5 py-2">
      <p className="max-w-full truncate" title={`${scope.name} (${scope.path})`}>
        <bdi className="font-medium">{scope.name}</bdi> <span className="text-muted text-xs">{kind}</span>
      </p>
      <div className="min-w-0 sm:max-w-[60%]">
        {rights ? <Rights rights={rights} /> : <p className="text-faint">{isCurrent ? "Checking…" : "Not checked"}</p>}
      </div>
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
  const ids = [
    ...(error.upstream?.errors.map(({ code }) => String(code)) ?? []),
    ...(error.cfRay ? [`ray ${error.cfRay}`] : []),
  ];
  return (
    <div className="min-w-0 [overflow-wrap:anywhere]">
      {isRefusal(error) ? (
        <p className="text-danger">✗ {words}</p>
      ) : (
        <p className="text-warn">? {words}: not checked</p>
      )}
      <p className="text-muted text-xs">{inSentences(error)}</p>
      {ids.length > 0 ? (
        <details className="text-muted text-xs">
          <summary className="w-fit">Details</summary>
          <p className="font-mono">{ids.join(", ")}</p>
        </details>
      ) : null}
    </div>
  );
}
