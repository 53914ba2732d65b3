import { expect, test } from "vitest";
import { createSeal } from "#lib/server/env/seal.ts";
import type { Store } from "#lib/store/open-store.ts";
import { openStore } from "#lib/store/open-store.ts";
import type { Database } from "#lib/store/schema.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { fillYear } from "./fill-year.ts";
import { createListener, measureRead, measureSizes, median } from "./measure-year.ts";
import { pagesOf } from "./pages.ts";
import { yearContext } from "./year-context.ts";
import { fullYear } from "./year-options.ts";

const now = Date.UTC(2026, 0, 1);

async function countOf({ db }: Store, table: keyof Database): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

describeEachStore("a year of few jobs", ({ store, options }) => {
  test("has the rows that were asked for, and every reading of the pages is measured with them", async () => {
    await fillYear(store(), {
      ...{ ...fullYear, jobs: 45, zones: 4, versions: 3, spans: 5, lines: 6, hourlyDays: 2, days: 10 },
      ...{ runs: 2, runJobs: 7, now, report: () => undefined },
    });
    const { db } = store();
    const tables = ["scope", "job", "job_version", "health_span", "push_hour", "push_day", "uptime", "audit"] as const;
    const others = ["usage_month", "alert_state", "alert_outbox", "run_item", "test_delivery"] as const;
    const counts = await Promise.all(
      [...tables, ...others].map(async (table) => [table, await countOf(store(), table)]),
    );
    expect(Object.fromEntries(counts)).toEqual({
      // An account for each of the zones.
      ...{ scope: 8, job: 45, job_version: 45 * 3, health_span: 45 * 5 },
      ...{ push_hour: 45 * 48, push_day: 45 * 8, uptime: 45 * 4, audit: 45 * 6 },
      ...{ usage_month: 45 * 2, alert_state: 45, alert_outbox: 1000, run_item: 14, test_delivery: 45 * 3 },
    });
    // What the pages rely on: one newest version, and one open state.
    expect(await db.selectFrom("job_version").select("job").where("n", "=", 3).execute()).toHaveLength(45);
    expect(await db.selectFrom("health_span").select("job").where("until", "is", null).execute()).toHaveLength(45);
    const version = await db
      .selectFrom("job_version")
      .select(["kid", "sealed"])
      .where("n", "=", 1)
      .executeTakeFirstOrThrow();
    expect(version.kid).not.toBe(createSeal("another key").kid);
    expect(version.sealed?.length).toBeGreaterThan(50);
    const sizes = new Map((await measureSizes(store())).map((size) => [size.table, size]));
    expect(sizes.get("push_hour")?.rows).toBe(45 * 48);
    expect(sizes.get("push_hour")?.bytes).toBeGreaterThan(8192);

    const listener = createListener();
    const heard = openStore(options(), listener);
    try {
      for (const read of await pagesOf(yearContext(heard, now))) {
        const time = await measureRead(read, listener, 2);
        expect(time, `${time.page}, ${time.view}`).toMatchObject({
          slowest: expect.stringMatching(/^\s*(?:select|with|insert|update)\b/),
        });
        expect(time.allMs).toBeGreaterThanOrEqual(time.slowestMs);
      }
    } finally {
      await heard.close();
    }
  });
});

test("the median of an even number of values is between the two in the middle", () => {
  expect([median([3, 1, 2]), median([10, 1, 2, 3])]).toEqual([2, 2.5]);
});
