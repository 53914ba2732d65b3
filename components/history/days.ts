import { dayText, partsOf, type Zone } from "#components/ui/time-text.ts";

type Day<Row> = { key: number; title: string; date: string; rows: Row[] };

/** Rows, newest first, by their day in the browser's time zone or in UTC. */
export function daysOf<Row extends { at: string }>(rows: readonly Row[], nowMs: number, zone: Zone): Day<Row>[] {
  const today = partsOf(nowMs, zone);
  const days: Day<Row>[] = [];
  for (const row of rows) {
    const at = Date.parse(row.at);
    const { dayNumber: key, weekday, year } = partsOf(at, zone);
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else {
      const daysAgo = today.dayNumber - key;
      const title = daysAgo === 0 ? "Today" : daysAgo === 1 ? "Yesterday" : weekday;
      const date = year === today.year ? dayText(at, zone) : `${dayText(at, zone)} ${year}`;
      days.push({ key, title, date, rows: [row] });
    }
  }
  return days;
}
