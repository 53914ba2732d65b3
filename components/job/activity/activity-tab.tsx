import { Badge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { JobChanges } from "#lib/logpush/job/job-page.ts";
import { Card } from "../card.tsx";
import { cell, Table } from "../deliveries/table.tsx";
import { actorWords, changeTitle, outcomeOf } from "./change-words.ts";

/** Who changed this job from here, what, when, and how it ended. */
export function ActivityTab({ changes: { changes, hasMore, isBroken } }: { changes: JobChanges }) {
  return (
    <div className="grid gap-4">
      {isBroken ? (
        <Callout tone="danger" title="Audit log integrity check failed.">
          Some entries were changed after they were written. The Activity page has the details.
        </Callout>
      ) : null}
      <Card title="Changes" note="made through Headgate" isFlat={changes.length > 0}>
        {changes.length === 0 ? (
          <p className="px-4 py-3 text-muted">No changes from here yet.</p>
        ) : (
          <Table label="Changes" columns={[{ name: "When" }, { name: "What" }, { name: "Who" }, { name: "Result" }]}>
            {changes.map((change) => {
              const { word, tone } = outcomeOf(change);
              return (
                <tr key={change.id}>
                  <td className={`${cell} whitespace-nowrap`}>
                    <LocalTime iso={change.at} />
                  </td>
                  <td className={`${cell} min-w-40`}>
                    <span className="font-medium">{changeTitle(change)}</span>
                    {change.action === "update" ? (
                      <span className="block font-mono text-muted text-xs leading-5 [overflow-wrap:anywhere]">
                        {change.attributes.join(", ")}
                      </span>
                    ) : null}
                  </td>
                  <td className={`${cell} text-muted`}>
                    <bdi>{actorWords(change.actor)}</bdi>
                  </td>
                  <td className={cell}>
                    {tone === "neutral" ? word : <Badge tone={tone}>{word}</Badge>}
                    {change.outcome !== "done" && change.code ? (
                      <span className="block font-mono text-muted text-xs leading-5">{change.code}</span>
                    ) : null}
                    {change.cfRay && change.outcome !== "done" ? (
                      <span className="block font-mono text-muted text-xs leading-5">ray {change.cfRay}</span>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </Table>
        )}
      </Card>
      {hasMore ? (
        <p className="text-muted text-xs">
          Older changes are in the audit log: <code>npm run changes</code>.
        </p>
      ) : null}
    </div>
  );
}
