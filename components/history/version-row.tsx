import { Eye, PencilLine, Plus, Power, RotateCcw } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { JobVersion } from "#lib/logpush/views.ts";
import { ChangeLines } from "./change-lines.tsx";
import { TimelineRow } from "./timeline-row.tsx";
import { didWhat, madeBy, switchedTo } from "./version-words.ts";

type VersionRowProps = {
  version: JobVersion;
  mayRestore: boolean;
  onDiff: () => void;
  onRestore: () => void;
  /** Brings back the version before the present one. */
  onUndo: () => void;
};

/** One version: who made it and when, what it changed, and what can be done with it. */
export function VersionRow({ version, mayRestore, onDiff, onRestore, onUndo }: VersionRowProps) {
  const { n, at, source, isCurrent, hasSecrets, changes } = version;
  const button = { size: "small", variant: "quiet", disabled: !useHydrated() } as const;
  return (
    <TimelineRow
      at={at}
      icon={iconOf(version)}
      isOutside={source === "outside"}
      result={
        <span className="flex flex-wrap items-center gap-2 font-normal text-muted">
          Version {n}
          {isCurrent ? <Badge>Current</Badge> : null}
        </span>
      }
      actions={
        <>
          {isCurrent && changes === null ? null : (
            <Button {...button} onClick={onDiff}>
              View diff
            </Button>
          )}
          {mayRestore && isCurrent && changes !== null ? (
            <Button {...button} onClick={onUndo}>
              Undo this change
            </Button>
          ) : null}
          {mayRestore && !isCurrent ? (
            <Button {...button} onClick={onRestore}>
              Restore this version
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <span>
          <bdi className="font-medium text-fg">{madeBy(version)}</bdi> {didWhat(version)}
        </span>
        {source === "outside" ? <Badge tone="warn">Outside Headgate</Badge> : null}
        {source === "restored" ? <Badge tone="info">Restored</Badge> : null}
      </div>
      {changes ? <ChangeLines changes={changes} /> : null}
      {hasSecrets ? null : <p className="text-muted text-xs">Secrets not kept</p>}
    </TimelineRow>
  );
}

function iconOf(version: JobVersion): typeof Eye {
  if (version.source === "restored") return RotateCcw;
  if (version.changes === null) return version.source === "first" ? Eye : Plus;
  return switchedTo(version) === undefined ? PencilLine : Power;
}
