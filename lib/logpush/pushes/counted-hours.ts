const hourMs = 3_600_000;

/** The analytics count the newest minutes late. */
const lateMs = 5 * 60_000;

/** From which hour since 1970, and up to when in milliseconds since 1970, the analytics have been read. */
export type Counted = { from: number; until: number };

/** Whether the analytics have counted a whole hour: without a row it then had no deliveries. */
export function isCounted(hour: number, counted: Counted): boolean {
  return hour >= counted.from && hour < countedUntil(counted);
}

/** The first hour since 1970 that is not counted whole. */
export function countedUntil({ until }: Counted): number {
  return Math.floor((until - lateMs) / hourMs);
}
