import { type LogEvent, sql } from "kysely";
import type { Store } from "#lib/store/open-store.ts";
import type { Read } from "./pages.ts";

export type Size = { table: string; bytes: number; rows: number };

/** The bytes of each table with its indexes, the largest first, and its rows. */
export async function measureSizes({ db, kind }: Store): Promise<Size[]> {
  const { rows } =
    kind === "sqlite"
      ? await sql<
          Omit<Size, "rows">
        >`select coalesce(m.tbl_name, s.name) as "table", sum(s.pgsize) as bytes from dbstat s
          left join sqlite_master m on m.name = s.name group by 1 order by 2 desc`.execute(db)
      : await sql<Omit<Size, "rows">>`select relname as "table", pg_total_relation_size(relid) as bytes
          from pg_stat_user_tables order by 2 desc`.execute(db);
  const sizes: Size[] = [];
  for (const { table, bytes } of rows) {
    const counted = table.startsWith("sqlite_")
      ? undefined
      : await sql<{ count: number }>`select count(*) as count from ${sql.id(table)}`.execute(db);
    sizes.push({ table, bytes: Number(bytes), rows: Number(counted?.rows[0]?.count ?? 0) });
  }
  return sizes;
}

/** Hears of the statements of a store, which is opened with its `log`. */
export function createListener() {
  let heard: { text: string; ms: number }[] = [];
  return {
    log: ({ query, queryDurationMillis: ms }: LogEvent) => {
      heard.push({ text: query.sql, ms });
    },
    /** What was heard since the last time. */
    take: () => {
      const taken = heard;
      heard = [];
      return taken;
    },
  };
}

export type Listener = ReturnType<typeof createListener>;

export type Time = {
  page: string;
  view: string;
  /** How many statements, how long all of them take, and the slowest of them. Milliseconds, medians. */
  statements: number;
  allMs: number;
  slowestMs: number;
  slowest: string;
};

/** Reads `runs` times, after once to warm up. */
export async function measureRead({ page, view, run }: Read, listener: Listener, runs: number): Promise<Time> {
  const all: number[] = [];
  const ofStatement = new Map<string, number[]>();
  let statements = 0;
  await run();
  for (let i = 0; i < runs; i += 1) {
    listener.take();
    await run();
    const heard = listener.take();
    statements = heard.length;
    all.push(heard.reduce((sum, { ms }) => sum + ms, 0));
    const longest = new Map<string, number>();
    for (const { text, ms } of heard) longest.set(text, Math.max(ms, longest.get(text) ?? 0));
    for (const [text, ms] of longest) ofStatement.set(text, [...(ofStatement.get(text) ?? []), ms]);
  }
  const medians = Array.from(ofStatement, ([text, times]) => ({ text, ms: median(times) }));
  const slowest = medians.reduce((most, one) => (one.ms > most.ms ? one : most), { text: "", ms: 0 });
  return { page, view, statements, allMs: median(all), slowestMs: slowest.ms, slowest: slowest.text };
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
