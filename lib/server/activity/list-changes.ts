import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import type { Line } from "../audit/entry.ts";

/** One entry for each change, ordered by when it began, with its last outcome. */
export function listChanges(lines: Line[]): RecordedChange[] {
  const ends = new Map(lines.flatMap((line) => (line.kind === "outcome" ? [[line.id, line] as const] : [])));
  return lines.flatMap((line) => {
    if (line.kind !== "intent") return [];
    const end = ends.get(line.id);
    return {
      id: line.id,
      at: line.ts,
      actor: line.actor,
      action: line.action,
      scope: line.scope,
      jobId: end?.jobId ?? line.jobId ?? null,
      attributes: Object.keys(line.after ?? {}),
      outcome: end?.outcome ?? "open",
      code: end?.code ?? null,
      cfRay: end?.cfRay ?? null,
    };
  });
}
