import "server-only";
import type { Intent, Line } from "./entry.ts";

/** Intents without an outcome, or with an unknown one that was not reconciled since. */
export function listOpenIntents(lines: readonly Line[]): Extract<Line, Intent>[] {
  const open = new Map<string, Extract<Line, Intent>>();
  for (const line of lines) {
    if (line.kind === "intent") open.set(line.id, line);
    if (line.kind === "outcome" && isFinal(line)) open.delete(line.id);
  }
  return [...open.values()];
}

/** Whether nothing is left to find out: a caller's "unknown" is reconciled once. */
export function isFinal({ outcome, by }: { outcome: string; by: string }): boolean {
  return outcome !== "unknown" || by === "start-up";
}
