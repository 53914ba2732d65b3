import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import type { Line } from "../audit/entry.ts";

/** One entry for each change, ordered by when it began, with its last outcome. */
export function listChanges(lines: Line[]): RecordedChange[] {
  const changes = collectChanges();
  for (const line of lines) changes.add(line);
  return changes.list();
}

/** The same for lines that come one by one. Keeps only what is listed. */
export function collectChanges(): { add(line: Line): void; list(): RecordedChange[] } {
  const begun: Omit<RecordedChange, "outcome" | "code" | "cfRay">[] = [];
  const ends = new Map<string, Pick<RecordedChange, "jobId" | "outcome" | "code" | "cfRay">>();
  return {
    add: (line) => {
      if (line.kind === "intent") {
        const { id, ts, actor, action, scope, jobId = null, after = {} } = line;
        begun.push({ id, at: ts, actor, action, scope, jobId, attributes: Object.keys(after) });
      }
      if (line.kind === "outcome") {
        const { id, jobId = null, outcome, code = null, cfRay = null } = line;
        ends.set(id, { jobId, outcome, code, cfRay });
      }
    },
    list: () =>
      begun.map((change) => {
        const end = ends.get(change.id) ?? { jobId: null, outcome: "open", code: null, cfRay: null };
        return { ...change, ...end, jobId: end.jobId ?? change.jobId };
      }),
  };
}
