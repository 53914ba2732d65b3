import { beforeEach, expect, test } from "vitest";
import { contextOf } from "../testing/test-context.ts";
import { readJobsOrLast } from "./job-reading.ts";

const id = (index: number) => String(index).padStart(32, "0");
const start = Date.UTC(2026, 0, 1);
let clock: number;
let visible: number[];
let refused: (path: string) => boolean;
let isDown: boolean;
beforeEach(() => {
  clock = start;
  visible = [1, 2, 3];
  refused = () => false;
  isDown = false;
});

/** An API with zones of one job each. 95% of the call budget is used, so a list may be minutes old. */
async function openScarce() {
  const { context, requests } = contextOf(async (input) => {
    const path = new URL(String(input)).pathname.replace("/client/v4", "");
    const envelope = { success: true, errors: [], messages: [], result_info: { total_pages: 1 } };
    if (isDown) throw new TypeError("fetch failed");
    if (refused(path)) {
      const errors = [{ code: 9109, message: "Unauthorized to access requested resource" }];
      return Response.json({ ...envelope, success: false, errors, result: null }, { status: 403 });
    }
    if (path === "/zones")
      return Response.json({ ...envelope, result: visible.map((at) => ({ id: id(at), name: `zone${at}` })) });
    if (path === "/accounts") return Response.json({ ...envelope, result: [] });
    const name = `job of ${path.slice(-46, -13)}`;
    return Response.json({ ...envelope, result: [{ id: 1, name, dataset: "http_requests", enabled: true }] });
  });
  for (let call = 0; call < 890; call += 1)
    await context.upstream.state.guard.run("person", async () => Response.json({}));
  const timed = { ...context, now: () => clock };
  const first = await readJobsOrLast(timed);
  expect(first.jobs).toHaveLength(3);
  requests.length = 0;
  return { readAgain: () => readJobsOrLast(timed), requests, first };
}

test("while calls are scarce a list is kept for minutes, and checked with few calls", async () => {
  const { readAgain, requests, first } = await openScarce();
  for (let second = 1; second <= 60; second += 1) {
    clock = start + second * 1000;
    expect((await readAgain()).asOf).toBe(first.asOf);
  }
  // Three checks of two lists and three zones. The list itself costs five calls each time.
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.length).toBeLessThanOrEqual(15);
});

test("a revoked credential loses it within half a minute", async () => {
  const { readAgain } = await openScarce();
  refused = () => true;
  clock = start + 30_000;
  await expect(readAgain()).rejects.toMatchObject({
    error: { code: expect.stringMatching(/^E_(?:PERMISSION|CREDENTIAL|RATE)/) },
  });
  await expect(readAgain()).rejects.toBeDefined();
});

test.each([
  ["no longer reads jobs", () => (refused = (path: string) => path.endsWith("/jobs")), 0],
  ["no longer reads one zone's jobs", () => (refused = (path: string) => path.includes(id(2))), 2],
  ["no longer sees a zone", () => (visible = [1, 3]), 2],
])("a credential that %s loses what it saw there", async (_name, narrow, left) => {
  const { readAgain } = await openScarce();
  narrow();
  clock = start + 30_000;
  const jobs = await readAgain().then(
    (list) => list.jobs.length,
    () => 0,
  );
  // The rest of the budget for pages may not be enough to read everything again. No old list is shown then.
  expect(jobs).toBeLessThanOrEqual(left);
});

test("an API that does not answer proves nothing", async () => {
  const { readAgain, first } = await openScarce();
  isDown = true;
  clock = start + 30_000;
  expect((await readAgain()).jobs).toEqual(first.jobs);
});
