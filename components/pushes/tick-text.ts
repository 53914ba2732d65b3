const dayMs = 86_400_000;

/** Before the browser has taken over, its time zone is not known. */
export type Zone = { isLocal: boolean };

export function clock(ms: number, { isLocal }: Zone): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    ...(isLocal ? {} : { timeZone: "UTC" }),
  }).format(ms);
}

export function day(ms: number, { isLocal }: Zone): string {
  const zone = isLocal ? {} : { timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...zone }).format(ms);
}

type Ticks = Zone & { stepMs: number; count: number };

/** The text under a bar, empty for most: few enough not to touch, and none beside the last. */
export function tickText(start: number, at: number, { stepMs, count, isLocal }: Ticks): string {
  const isByDay = stepMs * count > 3 * dayMs;
  const every = Math.max(3, Math.ceil(count / (isByDay ? 3.3 : 4.2)));
  if (at % every !== 0 || at > count - every / 2) return "";
  return isByDay ? day(start, { isLocal: isLocal && stepMs < dayMs }) : clock(start, { isLocal });
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
