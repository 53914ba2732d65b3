import { Badge } from "#components/ui/badge.tsx";
import type { ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import type { ActivityResult } from "#lib/logpush/activity/activity-query.ts";

const tones = {
  done: "neutral",
  failed: "danger",
  unknown: "warn",
  open: "warn",
} as const satisfies Record<ActivityResult, string>;

/** How a change ended. One that was made outside is known only because it took effect. */
export function ChangeResult({ result, source }: Pick<ActivityRow, "result" | "source">) {
  if (source === "first") return <span className="text-muted">First seen</span>;
  if (!result) return <Badge tone="warn">Outside Headgate</Badge>;
  if (result.is === "done") return <span className="text-muted">{result.words}</span>;
  return <Badge tone={tones[result.is]}>{result.words}</Badge>;
}
