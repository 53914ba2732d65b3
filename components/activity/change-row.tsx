import { jobHref } from "#components/job-list/job-label.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { ChangesView, RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";

const actions: Record<RecordedChange["action"], string> = {
  create: "created a job",
  update: "changed",
  switch: "switched",
  rotate: "gave a header a new value in",
  delete: "deleted",
  test: "tested the delivery of",
  alert: "sent a test alert",
};

const outcomes: Record<RecordedChange["outcome"], { words: string; tone: string }> = {
  done: { words: "✓ done", tone: "text-ok" },
  refused: { words: "✗ refused", tone: "text-danger" },
  "not done": { words: "✗ did not happen", tone: "text-danger" },
  unknown: { words: "? not known", tone: "text-warn" },
  open: { words: "… under way, or interrupted", tone: "text-warn" },
};

/** One change: who, what, which job, how it ended. */
export function ChangeRow({ change, nowMs }: { change: ChangesView["changes"][number]; nowMs: number }) {
  const { at, actor, action, scope, scopeName, jobId, attributes, outcome, code, cfRay } = change;
  const ref = parseScopePath(scope);
  const { words, tone } = outcomes[outcome];
  const ids = [outcome === "done" ? null : code, cfRay && `ray ${cfRay}`].filter(Boolean).join(", ");
  return (
    <li className="grid gap-x-4 gap-y-0.5 px-3 py-2.5 text-sm [overflow-wrap:anywhere] sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <span className="text-muted">
        <TimeAgo iso={at} nowMs={nowMs} />
      </span>
      <div className="min-w-0">
        <p>
          <bdi className="font-medium">{actorWords(actor)}</bdi> {actions[action]}{" "}
          {ref && jobId !== null ? (
            action === "delete" ? (
              <span className="font-mono text-xs">{jobId}</span>
            ) : (
              <Link href={jobHref({ ...ref, jobId })} className="font-mono text-xs underline underline-offset-4">
                {jobId}
              </Link>
            )
          ) : null}{" "}
          {scopeName === "" ? null : <span className="text-muted">in {scopeName}</span>}
        </p>
        {attributes.length > 0 ? <p className="font-mono text-muted text-xs">{attributes.join(", ")}</p> : null}
      </div>
      <p className={tone}>
        {words}
        {ids ? <span className="block text-muted text-xs">{ids}</span> : null}
      </p>
    </li>
  );
}

/** Callers are noted by how they came in: `access:name`, `password:role`, `token:id`, or from this machine. */
function actorWords(actor: string): string {
  const [way = "", name = ""] = /^(access|password|token):(.*)$/.exec(actor)?.slice(1) ?? [];
  if (way === "access") return name;
  if (way === "password") return `Somebody with the password of ${name}`;
  if (way === "token") return `API token ${name}`;
  return actor === "local" || actor === "link" ? "This machine" : actor;
}
