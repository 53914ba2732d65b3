import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { ActivityRow, ActivityVersion } from "#lib/logpush/activity/activity-page.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import { ChangeResult } from "../activity/change-result.tsx";
import { changeTitle } from "../activity/change-words.ts";
import { Card } from "../card.tsx";
import { tabHref } from "../tabs.ts";

const shown = 4;

/** Whether the row made the present version out of another one. */
function isUndoable(row: ActivityRow): row is ActivityRow & { version: ActivityVersion } {
  const { version } = row;
  return version !== null && version.n === version.current && !version.isGone && version.changes !== null;
}

type RecentChangesProps = { jobRef: JobRef; changes: JobChanges; mayRestore: boolean };

/** The last changes of the job. */
export function RecentChanges({ jobRef, changes: { rows }, mayRestore }: RecentChangesProps) {
  return (
    <Card
      title="Recent changes"
      action={
        <Link href={tabHref(jobRef, "activity")} className={buttonStyle({ variant: "quiet", size: "small" })}>
          Show all
        </Link>
      }
    >
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-muted">No changes yet.</p>
      ) : (
        <ol className="divide-y divide-line">
          {rows.slice(0, shown).map((row) => (
            <li key={row.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2">
              <span className="truncate font-medium">{changeTitle(row)}</span>
              <span className="text-right text-muted text-xs leading-5">
                <LocalTime iso={row.at} />
              </span>
              <bdi className="truncate text-muted text-xs leading-5">{row.person.name}</bdi>
              <span className="text-right text-xs leading-5">
                <ChangeResult {...row} />
                {mayRestore && isUndoable(row) ? (
                  <Link
                    href={`${tabHref(jobRef, "activity")}&restore=${row.version.n - 1}` as Route}
                    className="ml-2 text-accent hover:underline"
                  >
                    Undo this change
                  </Link>
                ) : null}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
