type Day<Row> = { key: string; title: string; date: string; rows: Row[] };

/** Rows, newest first, by the day in a time zone: the browser's own if none is given. */
export function daysOf<Row extends { at: string }>(
  rows: readonly Row[],
  nowMs: number,
  timeZone: string | undefined,
): Day<Row>[] {
  const zone = timeZone === undefined ? {} : { timeZone };
  const keyOf = new Intl.DateTimeFormat("en-CA", { ...zone, dateStyle: "short" });
  const longOf = new Intl.DateTimeFormat("en-GB", { ...zone, weekday: "long" });
  const dateOf = new Intl.DateTimeFormat("en-GB", { ...zone, day: "numeric", month: "short" });
  const yearOf = new Intl.DateTimeFormat("en-GB", { ...zone, day: "numeric", month: "short", year: "numeric" });
  const today = keyOf.format(nowMs);
  const yesterday = keyOf.format(nowMs - 86_400_000);
  const days: Day<Row>[] = [];
  for (const row of rows) {
    const date = new Date(row.at);
    const key = keyOf.format(date);
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else {
      const title = key === today ? "Today" : key === yesterday ? "Yesterday" : longOf.format(date);
      const isThisYear = key.slice(0, 4) === today.slice(0, 4);
      days.push({ key, title, date: (isThisYear ? dateOf : yearOf).format(date), rows: [row] });
    }
  }
  return days;
}
