import { clockText, dayText, type Zone } from "#components/ui/time-text.ts";

const dayMs = 86_400_000;

type Ticks = Zone & { stepMs: number; count: number };

/** The text under a bar, empty for most: few enough not to touch, and none beside the last. */
export function tickText(start: number, at: number, { stepMs, count, isLocal }: Ticks): string {
  const isByDay = stepMs * count > 3 * dayMs;
  const every = Math.max(3, Math.ceil(count / (isByDay ? 3.3 : 4.2)));
  if (at % every !== 0 || at > count - every / 2) return "";
  return isByDay ? dayText(start, { isLocal: isLocal && stepMs < dayMs }) : clockText(start, { isLocal });
}

const units: Record<number, string> = {
  300: "5 minutes",
  3600: "hour",
  21600: "6 hours",
  86400: "day",
  604800: "week",
};

/** What a bar counts. */
export function barUnit(stepMs: number): string {
  return `batches per ${units[stepMs / 1000] ?? "bar"}`;
}
