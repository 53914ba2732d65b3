import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { contextOf, type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { deleteJob } from "./delete-job.ts";
import { readJobDetail } from "./read-job.ts";
import { setJobEnabled } from "./set-job-enabled.ts";

const burrito: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 };
const failing: JobRef = { ...burrito, jobId: 1002 };
let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

function countOf(method: string): number {
  return emulated.requests.filter((request) => request.startsWith(`${method} `)).length;
}

describe("reading", () => {
  test("the list contains the jobs of all scopes, in order, and no saved value", async () => {
    const list = await listJobs(emulated.context);
    expect(list.failures).toEqual([]);
    expect(list.scopes).toHaveLength(10);
    expect(list.jobs.length).toBeGreaterThanOrEqual(16);
    const names = list.jobs.map(({ scopeName, name }) => `${scopeName} ${name}`);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en")));
    expect(list.jobs.find(({ ref }) => ref.jobId === 1001)).toMatchObject({ health: { state: "healthy" } });
    expect(list.jobs.find(({ ref }) => ref.jobId === 1002)).toMatchObject({
      health: { state: "failing" },
      cause: { code: "E_DESTINATION_401" },
    });
    expect(JSON.stringify(list)).not.toContain("FAKE-SEED");
  });

  test("no job's page contains a saved value", async () => {
    const { jobs } = await listJobs(emulated.context);
    const details = await Promise.all(jobs.map(({ ref }) => readJobDetail(emulated.context, ref)));
    const text = JSON.stringify(details);
    expect(text).not.toContain("FAKE-SEED");
    expect(text).not.toContain("00000000-0000-4000-8000-000000001014");
    expect(details.find(({ summary }) => summary.ref.jobId === 1003)?.values.filter).not.toBe("");
  });

  test("one job's page reads only the name of its scope", async () => {
    const { summary } = await readJobDetail(emulated.context, burrito);
    expect(summary.scopeName).toBe("theburritobot.com");
    expect(emulated.requests.sort()).toEqual([`GET /zones/${zoneId}`, `GET /zones/${zoneId}/logpush/jobs/1001`]);
  });

  test("a name that cannot be read is replaced by the scope's path", async () => {
    const { context } = contextOf(async (input, init) =>
      String(input).includes("/logpush/")
        ? emulated.emulator.fetch(new Request(input, init))
        : Response.json({ success: false, errors: [] }, { status: 403 }),
    );
    expect((await readJobDetail(context, burrito)).summary.scopeName).toBe(`zones/${zoneId}`);
  });

  test("a scope that cannot be read is named and does not hide the others", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, pathIncludes: zoneId });
    const list = await listJobs(emulated.context);
    expect(list.failures).toMatchObject([{ scope: { name: "theburritobot.com" }, error: { code: "E_PERMISSION" } }]);
    expect(list.jobs.length).toBeGreaterThan(10);
  });

  test("a credential that sees no accounts still shows the zones", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, pathIncludes: "/client/v4/accounts" });
    const list = await listJobs(emulated.context);
    expect(list.failures.map(({ scope }) => scope.name)).toEqual(["Accounts"]);
    expect(list.scopes.every(({ path }) => path.startsWith("zones/"))).toBe(true);
  });

  test("nothing readable is one error", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "html", status: 200 });
    await expect(listJobs(emulated.context)).rejects.toMatchObject({ error: { code: "E_UPSTREAM_SHAPE" } });
  });

  test("all pages of zones are read, once each", async () => {
    const { context, requests } = contextOf(async (input) => {
      const { pathname, searchParams } = new URL(String(input));
      const page = Number(searchParams.get("page"));
      if (pathname.endsWith("/accounts")) return Response.json({ success: true, result: [] });
      const result = Array.from({ length: page === 3 ? 20 : 50 }, (_, index) => ({
        id: (page * 1000 + index).toString(16).padStart(32, "0"),
        name: `zone-${page}-${index}.example`,
      }));
      return Response.json({ success: true, result, result_info: { page, per_page: 50, total_pages: 3 } });
    });
    expect((await readScopes(context)).scopes).toHaveLength(120);
    expect(requests.filter((request) => request === "GET /zones")).toHaveLength(3);
  });
});

describe("switching", () => {
  test("sends the smallest PUT and returns the job as Cloudflare has it", async () => {
    const summary = await setJobEnabled(emulated.context, { ref: burrito, enabled: false });
    expect(emulated.bodies).toEqual([{ enabled: false }]);
    expect(summary).toMatchObject({ enabled: false, scopeName: "theburritobot.com", health: { state: "disabled" } });
    expect(JSON.stringify(summary)).not.toContain("FAKE-SEED");
  });

  test("sends nothing if the store fails at what is read for the answer", async () => {
    await sql`alter table scope rename to elsewhere`.execute(emulated.context.store.db);
    const failed = setJobEnabled(emulated.context, { ref: burrito, enabled: false });
    await expect(failed).rejects.toMatchObject({ name: "StoreError" });
    // Long enough for a change that nobody waits for.
    await sleep(100);
    expect(countOf("PUT")).toBe(0);
  });

  test("is refused while the receiver refuses, and the job stays as it was", async () => {
    const failed = setJobEnabled(emulated.context, { ref: failing, enabled: false });
    await expect(failed).rejects.toMatchObject({ error: { code: "E_DESTINATION_401" } });
    expect((await emulated.read(failing)).job.enabled).toBe(true);
    expect(countOf("PUT")).toBe(1);
  });

  test("a lost answer is reconciled", async () => {
    emulated.emulator.faults.add({ at: "after", kind: "drop", method: "PUT", times: 1 });
    await expect(setJobEnabled(emulated.context, { ref: burrito, enabled: false })).resolves.toMatchObject({
      enabled: false,
    });
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 500, method: "PUT", times: 1 });
    const failed = setJobEnabled(emulated.context, { ref: burrito, enabled: true });
    await expect(failed).rejects.toMatchObject({ error: { code: "E_NOT_APPLIED" } });
    expect(countOf("PUT")).toBe(2);
  });
});

describe("deleting", () => {
  test("requires the exact name", async () => {
    for (const confirmName of ["", "theburritobot.com", "job 1001", "THEBURRITOBOT.COM-HTTPS"]) {
      const failed = deleteJob(emulated.context, { ref: burrito, confirmName });
      await expect(failed).rejects.toMatchObject({ error: { code: "E_CONFIRM_NAME", at: "confirmName" } });
    }
    expect(countOf("DELETE")).toBe(0);
    await deleteJob(emulated.context, { ref: burrito, confirmName: "burrito-requests" });
    await expect(emulated.read(burrito)).rejects.toMatchObject({ error: { code: "E_NOT_FOUND" } });
  });

  test("a lost answer with the job gone is success", async () => {
    emulated.emulator.faults.add({ at: "after", kind: "drop", method: "DELETE" });
    await deleteJob(emulated.context, { ref: burrito, confirmName: "burrito-requests" });
    expect(countOf("DELETE")).toBe(1);
  });

  test("a lost answer with the job still there is not a success", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "drop", method: "DELETE" });
    const failed = deleteJob(emulated.context, { ref: burrito, confirmName: "burrito-requests" });
    await expect(failed).rejects.toMatchObject({ error: { code: "E_UNKNOWN_OUTCOME" } });
    expect(countOf("DELETE")).toBe(1);
  });
});
