import { Badge } from "#components/ui/badge.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { ItemState, PlanOutcome, RunState } from "#lib/logpush/plan/run.ts";

type Tone = NonNullable<Parameters<typeof Badge>[0]["tone"]>;

const outcomeTones: Record<PlanOutcome | ItemState, Tone> = {
  create: "accent",
  change: "info",
  delete: "danger",
  same: "neutral",
  blocked: "warn",
  queued: "neutral",
  running: "info",
  done: "ok",
  failed: "danger",
  unknown: "warn",
  "not applied": "warn",
};

/** The outcome of an item in its word. */
export function OutcomeBadge({ outcome }: { outcome: PlanOutcome | ItemState }) {
  return <Badge tone={outcomeTones[outcome]}>{outcome}</Badge>;
}

const stateWords: Record<RunState, { word: string; tone: Tone }> = {
  planned: { word: "Planned", tone: "neutral" },
  applying: { word: "Running", tone: "info" },
  stopping: { word: "Stopping", tone: "info" },
  stopped: { word: "Stopped", tone: "warn" },
  finished: { word: "Finished", tone: "ok" },
  "rolled back": { word: "Rolled back", tone: "neutral" },
};

export function RunBadge({ state }: { state: RunState }) {
  const { word, tone } = stateWords[state];
  return <Badge tone={tone}>{word}</Badge>;
}

/** "1 job", "10 jobs". */
export function jobsText(count: number): string {
  return count === 1 ? "1 job" : `${formatCount(count)} jobs`;
}
