import { Cloud, FlaskConical, KeyRound, PencilLine, Plus, Power, Send, Trash2 } from "lucide-react";
import type { Route } from "next";
import { jobHref } from "#components/job-list/job-label.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ActivityJob, ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import type { ActivityKind, ActivityResult } from "#lib/logpush/activity/activity-query.ts";

const icons: Record<ActivityKind, typeof Cloud> = {
  create: Plus,
  update: PencilLine,
  switch: Power,
  rotate: KeyRound,
  delete: Trash2,
  test: FlaskConical,
  alert: Send,
  outside: Cloud,
};

const tones: Record<ActivityResult, string> = {
  done: "text-ok",
  failed: "text-danger",
  unknown: "text-warn",
  open: "text-info",
};

/** One entry: when, who did what to which job, and how it ended. */
export function ActivityItem({ row }: { row: ActivityRow }) {
  const { at, kind, person, verb, job, zoneName, attributes, result, failure } = row;
  const Icon = icons[kind];
  const isOutside = kind === "outside";
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
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="text-muted">
            <bdi className="font-medium text-fg">{person.name}</bdi> {verb} {job ? <JobName job={job} /> : null}
            {zoneName === "" ? null : (
              <>
                {job ? " in " : " a job in "}
                <bdi>{zoneName}</bdi>
              </>
            )}
          </span>
          {isOutside ? <Badge tone="warn">Outside Headgate</Badge> : null}
        </p>
        {attributes.length > 0 ? <p className="text-muted text-xs">{attributes.join(", ")}</p> : null}
        {failure ? <Failure {...failure} /> : null}
      </div>
      <p className={`pt-0.5 font-medium sm:w-36 ${result ? tones[result.is] : ""}`}>
        {result ? result.words : <span className="font-normal text-muted">Seen</span>}
      </p>
    </li>
  );
}

function JobName({ job: { ref, name, isThere } }: { job: ActivityJob }) {
  const className = "font-medium text-fg";
  if (!isThere) return <bdi className={className}>{name}</bdi>;
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
