import type { HistoryActions } from "#components/history/history-actions.ts";
import { buttonStyle } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { type JobRef, scopePath } from "#lib/logpush/job/job.ts";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import type { JobHistory, May } from "#lib/logpush/views.ts";
import { Card } from "../card.tsx";
import { cell, Table } from "../deliveries/table.tsx";
import { ChangeResult } from "./change-result.tsx";
import { changeTitle } from "./change-words.ts";
import { JobVersions } from "./job-versions.tsx";

type ActivityTabProps = {
  jobRef: JobRef;
  history: JobHistory;
  changes: JobChanges;
  nowMs: number;
  may: May;
  restore?: number | undefined;
  actions: HistoryActions;
};

/** The versions of the job; below, what made no version: tests, and changes that failed. */
export function ActivityTab({ jobRef, history, changes, nowMs, may, restore, actions }: ActivityTabProps) {
  return (
    <div className="-mt-4 grid min-w-0 grid-cols-1 gap-6">
      <JobVersions
        jobRef={jobRef}
        initial={history}
        nowMs={nowMs}
        mayRestore={may.write}
        actions={actions}
        {...(restore === undefined ? {} : { restore })}
      />
      <AuditLog jobRef={jobRef} changes={changes} />
    </div>
  );
}

function AuditLog({ jobRef, changes }: Pick<ActivityTabProps, "jobRef" | "changes">) {
  const { hasMore, isBroken } = changes;
  const rows = changes.rows.filter(({ version, source }) => version === null && source !== "first");
  return (
    <div className="grid gap-4">
      {isBroken ? (
        <Callout tone="danger" title="Audit log integrity check failed.">
          Some entries were changed after they were written. The Activity page has the details.
        </Callout>
      ) : null}
      <Card title="Audit log" note="tests, and changes that made no version" isFlat={rows.length > 0}>
        {rows.length === 0 ? (
          <p className="px-4 py-3 text-muted">No tests and no failed changes.</p>
        ) : (
          <Table label="Audit log" columns={[{ name: "When" }, { name: "What" }, { name: "Who" }, { name: "Result" }]}>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className={`${cell} whitespace-nowrap`}>
                  <LocalTime iso={row.at} />
                </td>
                <td className={`${cell} min-w-40 font-medium`}>{changeTitle(row)}</td>
                <td className={`${cell} text-muted`}>
                  <bdi>{row.person.name}</bdi>
                </td>
                <td className={cell}>
                  <ChangeResult {...row} />
                  {row.failure ? (
                    <span className="block text-muted text-xs leading-5">
                      {row.failure.message} <span className="font-mono">{row.failure.ids.join(", ")}</span>
                    </span>
                  ) : null}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Card>
      {changes.rows.length > 0 || hasMore ? (
        <div>
          <Link
            href={`/activity?job=${scopePath(jobRef)}/jobs/${jobRef.jobId}`}
            className={buttonStyle({ size: "small" })}
          >
            All activity of this job
          </Link>
        </div>
      ) : null}
    </div>
  );
}
