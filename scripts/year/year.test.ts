import { expect, test } from "vitest";
import { createSeal } from "#lib/server/env/seal.ts";
import type { Store } from "#lib/store/open-store.ts";
import type { Database } from "#lib/store/schema.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { fillYear, fullYear } from "./fill-year.ts";
import { measureQueries, measureSizes, median } from "./measure-year.ts";

const now = Date.UTC(2026, 0, 1);

async function countOf({ db }: Store, table: keyof Database): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

describeEachStore("a year of few jobs", ({ store }) => {
  test("has the rows that were asked for, and every query that is measured finds some", async () => {
    await fillYear(store(), {
      ...{ ...fullYear, jobs: 45, zones: 4, versions: 3, spans: 5, lines: 6, hourlyDays: 2, days: 10 },
      ...{ now, report: () => undefined },
    });
    const { db } = store();
    const tables = ["scope", "job", "job_version", "health_span", "push_hour", "push_day", "uptime", "audit"] as const;
    const counts = await Promise.all(tables.map(async (table) => [table, await countOf(store(), table)]));
    expect(Object.fromEntries(counts)).toEqual({
      ...{ scope: 4, job: 45, job_version: 45 * 3, health_span: 45 * 5 },
      ...{ push_hour: 45 * 48, push_day: 45 * 8, uptime: 45 * 4, audit: 45 * 6 },
    });
    // What the pages rely on: one newest version, one open state, and chains without gaps.
    const newest = await db.selectFrom("job_version").select("seen_at").where("n", "=", 3).execute();
    expect(newest).toEqual(Array.from({ length: 45 }, () => ({ seen_at: now })));
    expect(await db.selectFrom("health_span").select("job").where("until", "is", null).execute()).toHaveLength(45);
    const version = await db
      .selectFrom("job_version")
      .select(["kid", "sealed"])
      .where("n", "=", 1)
      .executeTakeFirstOrThrow();
    expect(version.kid).not.toBe(createSeal("another key").kid);
    expect(version.sealed?.length).toBeGreaterThan(50);

    const times = await measureQueries(store(), { runs: 2 });
    const empty = times.filter(({ rows }) => rows === 0).map(({ query }) => query);
    expect(empty).toEqual(expect.arrayContaining(["list by name, a word that is not there", "zones that failed"]));
    expect(times.every(({ medianMs }) => medianMs > 0)).toBe(true);
    expect(times.find(({ query }) => query === "counts by state")?.rows).toBe(4);

    const sizes = new Map((await measureSizes(store())).map(({ table, bytes }) => [table, Number(bytes)]));
    expect(sizes.get("push_hour")).toBeGreaterThan(8192);
  });
});

test("the median of an even number of values is between the two in the middle", () => {
  expect([median([3, 1, 2]), median([10, 1, 2, 3])]).toEqual([2, 2.5]);
});
