import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { JobVersion } from "#lib/logpush/views.ts";
import { ChangeLines } from "./change-lines.tsx";
import { madeBy, titleOf } from "./version-words.ts";

type VersionRowProps = {
  version: JobVersion;
  mayRestore: boolean;
  onDiff: () => void;
  onRestore: () => void;
  /** Brings back the version before the present one. */
  onUndo: () => void;
};

/** One version: what it changed, who made it and when, and what can be done with it. */
export function VersionRow({ version, mayRestore, onDiff, onRestore, onUndo }: VersionRowProps) {
  const { n, at, source, isCurrent, hasSecrets, changes } = version;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line-soft border-b py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium [overflow-wrap:anywhere]">{titleOf(version)}</p>
        {changes ? <ChangeLines changes={changes} /> : null}
        <p className="mt-0.5 flex flex-wrap items-center gap-2 text-muted text-xs">
          {source === "outside" ? <Badge tone="warn">Outside Headgate</Badge> : null}
          <bdi>{madeBy(version)}</bdi>
          {source === "restored" ? <Badge tone="info">Restored</Badge> : null}
          {isCurrent ? <Badge>Current</Badge> : null}
          {hasSecrets ? null : <span>Secrets not kept</span>}
        </p>
      </div>
      <span className="text-muted text-xs">
        Version {n}, <LocalTime iso={at} />
      </span>
      <span className="flex gap-2">
        <Button size="small" variant="quiet" onClick={onDiff}>
          View diff
        </Button>
        {mayRestore && isCurrent && changes !== null ? (
          <Button size="small" onClick={onUndo}>
            Undo this change
          </Button>
        ) : null}
        {mayRestore && !isCurrent ? (
          <Button size="small" onClick={onRestore}>
            Restore this version
          </Button>
        ) : null}
      </span>
    </li>
  );
}
