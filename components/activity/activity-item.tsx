import {
  Bell,
  BellOff,
  type Cloud,
  Eye,
  FlaskConical,
  KeyRound,
  PencilLine,
  Plus,
  Power,
  RotateCcw,
  Send,
  Target,
  Trash2,
  Wallet,
} from "lucide-react";
import type { Route } from "next";
import { ChangeLines } from "#components/history/change-lines.tsx";
import { TimelineRow } from "#components/history/timeline-row.tsx";
import { jobHref } from "#components/job-list/job-label.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { ActivityJob, ActivityRow, ActivityVersion } from "#lib/logpush/activity/activity-page.ts";
import type { ActivityKind, ActivityResult } from "#lib/logpush/activity/activity-query.ts";

const icons: Record<ActivityKind, typeof Cloud> = {
  create: Plus,
  update: PencilLine,
  switch: Power,
  rotate: KeyRound,
  delete: Trash2,
  test: FlaskConical,
  alert: Send,
  channel: Bell,
  mute: BellOff,
  found: Eye,
  objective: Target,
  budget: Wallet,
};

const tones: Record<ActivityResult, string> = {
  done: "text-ok",
  failed: "text-danger",
  unknown: "text-warn",
  open: "text-info",
};

type ActivityItemProps = {
  row: ActivityRow;
  mayRestore: boolean;
  /** `n` is the version to bring back, if it is not the one of the row. */
  onOpen: (dialog: "diff" | "restore", row: ActivityRow, n?: number) => void;
};

/** One entry: when, who did what to which job, from what to what, how it ended, and the way back. */
export function ActivityItem({ row, mayRestore, onOpen }: ActivityItemProps) {
  const { at, kind, source, person, verb, job, zoneName, attributes, version, result, failure } = row;
  const isOutside = source === "outside";
  return (
    <TimelineRow
      at={at}
      icon={source === "restored" ? RotateCcw : icons[kind]}
      isOutside={isOutside}
      result={
        result ? (
          <span className={tones[result.is]}>{result.words}</span>
        ) : (
          <span className="font-normal text-muted">{source === "first" ? "First seen" : "Seen"}</span>
        )
      }
      actions={
        version ? (
          <Ways row={row} version={version} mayRestore={mayRestore} onOpen={(dialog, n) => onOpen(dialog, row, n)} />
        ) : null
      }
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
        <span>
          <bdi className="font-medium text-fg">{person.name}</bdi> {verb}{" "}
          {job ? <JobName job={job} hasPage={job.isThere || version !== null} /> : null}
          {zoneName === "" ? null : (
            <>
              {job ? " in " : kind === "mute" ? " " : " a job in "}
              <bdi>{zoneName}</bdi>
            </>
          )}
        </span>
        {isOutside ? <Badge tone="warn">Outside Headgate</Badge> : null}
      </div>
      <Changed attributes={attributes} version={version} />
      {failure ? <Failure {...failure} /> : null}
    </TimelineRow>
  );
}

/** From what to what where a version says so, otherwise what. */
function Changed({ attributes, version }: Pick<ActivityRow, "attributes" | "version">) {
  if (version?.changes && version.changes.length > 0) return <ChangeLines changes={version.changes} />;
  return attributes.length > 0 ? <p className="text-muted text-xs">{attributes.join(", ")}</p> : null;
}

type WaysProps = {
  row: ActivityRow;
  version: ActivityVersion;
  mayRestore: boolean;
  onOpen: (dialog: "diff" | "restore", n?: number) => void;
};

/** The present version has nothing to restore but the one before it, and a deletion no difference to show. */
function Ways({ row: { kind }, version, mayRestore, onOpen }: WaysProps) {
  const { n, current, isGone, changes } = version;
  const isPresent = n === current && !isGone;
  return (
    <>
      {kind === "delete" || (isPresent && changes === null) ? null : (
        <Button size="small" variant="quiet" onClick={() => onOpen("diff")}>
          View diff
        </Button>
      )}
      {mayRestore && isPresent && changes !== null ? (
        <Button size="small" variant="quiet" onClick={() => onOpen("restore", n - 1)}>
          Undo this change
        </Button>
      ) : null}
      {mayRestore && !isPresent ? (
        <Button size="small" variant="quiet" onClick={() => onOpen("restore")}>
          Restore this version
        </Button>
      ) : null}
    </>
  );
}

function JobName({ job: { ref, name }, hasPage }: { job: ActivityJob; hasPage: boolean }) {
  const className = "font-medium text-fg";
  if (!hasPage) return <bdi className={className}>{name}</bdi>;
  return (
    <Link
      href={`${jobHref(ref)}?tab=activity` as Route}
      className={`${className} underline decoration-line-strong underline-offset-4 hover:decoration-current`}
    >
      <bdi>{name}</bdi>
    </Link>
  );
}

function Failure({ message, ids }: NonNullable<ActivityRow["failure"]>) {
  return (
    <div className="text-muted text-xs">
      {message}
      {ids.length > 0 ? (
        <details className="mt-0.5">
          <summary className="w-fit">Details</summary>
          <p className="font-mono">{ids.join(", ")}</p>
        </details>
      ) : null}
    </div>
  );
}
