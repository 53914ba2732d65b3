import { Badge } from "#components/ui/badge.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { FieldChangeKind, WatchedChange } from "#lib/logpush/usage/field-watch.ts";

const tones = { new: "accent", deprecated: "warn", removed: "danger" } as const;
const words: Record<FieldChangeKind, string> = { new: "New", deprecated: "Deprecated", removed: "Removed" };

export function ChangeBadge({ what }: { what: FieldChangeKind }) {
  return <Badge tone={tones[what]}>{words[what]}</Badge>;
}

/** "3 jobs lack it", "1 job sends it". */
export function affectedText({ what, jobs }: Pick<WatchedChange, "what" | "jobs">): string {
  const count = `${formatCount(jobs)} ${jobs === 1 ? "job" : "jobs"}`;
  if (what === "new") return `${count} ${jobs === 1 ? "lacks" : "lack"} it`;
  return `${count} ${jobs === 1 ? "sends" : "send"} it`;
}
