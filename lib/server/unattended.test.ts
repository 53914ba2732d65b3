import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { readViewers } from "#lib/store/inventory.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { readCoveredJobs } from "./alerts/read-covered-jobs.ts";
import { listJobs } from "./inventory/list-jobs.ts";
import { readForScrape } from "./metrics.ts";
import { type Emulated, openEmulated } from "./testing/test-context.ts";

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

describeEachStore("what no open page shows", ({ store }) => {
  const contextFor = (isReadInBackground: boolean) => ({ ...emulated.context, store: store(), isReadInBackground });
  const viewers = () => readViewers(store().db, { realm: "emulator", now: 0 });

  test.each([
    ["the list of all jobs", listJobs],
    ["a scrape", readForScrape],
    ["a round of the alerts", readCoveredJobs],
  ])("%s: reads nothing and opens no page beside the background reader", async (_title, read) => {
    await read(contextFor(true));
    expect(emulated.requests).toEqual([]);
    expect(await viewers()).toEqual(new Set());
  });

  test("is read when it is due without the background reader", async () => {
    const { list } = await readForScrape(contextFor(false));
    expect(list?.jobs.length).toBeGreaterThan(0);
    expect(emulated.requests).toContain("GET /zones");
    expect(await viewers()).toEqual(new Set());
    const covered = await readCoveredJobs(contextFor(true));
    expect(covered).toMatchObject({ isListed: true, isTried: true });
    expect(covered.jobs).toHaveLength(list?.jobs.length ?? 0);
  });
});
