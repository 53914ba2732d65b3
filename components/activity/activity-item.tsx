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
import { jobHref } from "#components/job-list/job-label.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
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
  const Icon = source === "restored" ? RotateCcw : icons[kind];
  return (
    <li className="grid grid-cols-[4.5rem_1.5rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 py-2.5 max-sm:grid-cols-[1.5rem_minmax(0,1fr)_auto]">
      <span className="pt-0.5 text-muted max-sm:order-last max-sm:col-start-2 max-sm:text-xs">
        <LocalTime iso={at} format="time" />
      </span>
      <span
        aria-hidden
        className={`flex size-6 items-center justify-center ${isOutside ? "rounded-[4px] bg-warn-soft text-warn" : "rounded-full bg-chosen text-muted"}`}
      >
        <Icon className="size-3.5" />
      </span>
      <div className="min-w-0 pt-0.5 [overflow-wrap:anywhere]">
        <div className="flex flex-wrap items-center gap-x-2">
          <span className="text-muted">
            <bdi className="font-medium text-fg">{person.name}</bdi> {verb}{" "}
            {job ? <JobName job={job} hasPage={job.isThere || version !== null} /> : null}
            {zoneName === "" ? null : (
              <>
                {job ? " in " : " a job in "}
                <bdi>{zoneName}</bdi>
              </>
            )}
          </span>
          {isOutside ? <Badge tone="warn">Outside Headgate</Badge> : null}
          {version ? (
            <Ways row={row} version={version} mayRestore={mayRestore} onOpen={(dialog, n) => onOpen(dialog, row, n)} />
          ) : null}
        </div>
        <Changed attributes={attributes} version={version} />
        {failure ? <Failure {...failure} /> : null}
      </div>
      <p className={`pt-0.5 font-medium sm:w-36 ${result ? tones[result.is] : ""}`}>
        {result ? (
          result.words
        ) : (
          <span className="font-normal text-muted">{source === "first" ? "First seen" : "Seen"}</span>
        )}
      </p>
    </li>
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
    <span className="-my-1 flex flex-wrap gap-x-1 empty:hidden max-sm:my-0 max-sm:-ml-2.5">
      {kind === "delete" || (isPresent && kind === "found") ? null : (
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
        <Button size="small" variant={kind === "delete" ? "secondary" : "quiet"} onClick={() => onOpen("restore")}>
          Restore this version
        </Button>
      ) : null}
    </span>
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
