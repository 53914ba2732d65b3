import { Badge } from "#components/ui/badge.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import { actorWords, changeTitle, outcomeOf } from "../activity/change-words.ts";
import { Card } from "../card.tsx";
import { tabHref } from "../tabs.ts";

/** The last changes that were made from here. */
export function RecentChanges({ jobRef, changes: { changes } }: { jobRef: JobRef; changes: JobChanges }) {
  return (
    <Card
      title="Recent changes"
      action={
        <Link href={tabHref(jobRef, "activity")} className={buttonStyle({ variant: "quiet", size: "small" })}>
          Show all
        </Link>
      }
    >
      {changes.length === 0 ? (
        <p className="px-4 py-3 text-muted">No changes from here yet.</p>
      ) : (
        <ol className="divide-y divide-line">
          {changes.map((change) => {
            const { word, tone } = outcomeOf(change);
            return (
              <li key={change.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-4 py-2">
                <span className="truncate font-medium">{changeTitle(change)}</span>
                <span className="text-right text-muted text-xs leading-5">
                  <LocalTime iso={change.at} />
                </span>
                <bdi className="truncate text-muted text-xs leading-5">{actorWords(change.actor)}</bdi>
                <span className="text-right">
                  {tone === "neutral" ? (
                    <span className="text-muted text-xs">{word}</span>
                  ) : (
                    <Badge tone={tone}>{word}</Badge>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
