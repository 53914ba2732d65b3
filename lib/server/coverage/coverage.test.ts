import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseCoverageView } from "#lib/logpush/coverage/coverage.ts";
import { createJob } from "../jobs/create-job.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { describeCoverage } from "./coverage.ts";

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

const read = (query: string, limit = 100) =>
  describeCoverage(emulated.context, parseCoverageView(new URLSearchParams(query)), limit);

test("a row has its jobs by dataset and state, and the page its totals", async () => {
  await createJob(emulated.context, newValues());
  const page = await read("q=theburritobot");
  expect(page.rows).toHaveLength(1);
  const [row] = page.rows;
  expect(row).toMatchObject({ path: `zones/${zoneId}`, name: "theburritobot.com", unknown: null });
  const sum = Object.values(row?.cells ?? {}).flatMap((states) => Object.values(states));
  expect(sum.reduce((a, b) => a + b, 0)).toBe(row?.jobs);
  expect(page.columns.map(({ dataset }) => dataset)).toContain("http_requests");
  expect(page.counts.all).toBe(1);
});

test("a page beyond the last one is the last one", async () => {
  const { number, pages, rows, counts } = await read("page=99", 3);
  expect(number).toBe(pages);
  expect(rows.length).toBe(counts.all - 3 * (pages - 1));
});

test("zones without jobs can be shown alone", async () => {
  const { rows, counts } = await read("show=without");
  expect(rows.every(({ jobs, unknown }) => jobs === 0 && unknown === null)).toBe(true);
  expect(rows.length).toBe(counts.without);
});
