import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { putJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { JobList } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { createJobReader, readJobsOrLast } from "./job-reading.ts";
import { listAllJobs } from "./list-jobs.ts";

const ref = { scopeKind: "zones", scopeId: zoneId, jobId: 1001 } as const;

let emulated: Emulated<Emulator>;
let nowMs = 0;
let context: Context;
let list: JobList;

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  nowMs = 0;
  context = { ...emulated.context, now: () => nowMs };
  list = await listAllJobs(emulated.context);
});
afterEach(() => emulated.close());

describe("a reader", () => {
  test("reads once for parallel callers and for callers that accept a recent list", async () => {
    const read = vi.fn(async () => list);
    const reader = createJobReader();
    await Promise.all([reader.read(context, 0, read), reader.read(context, 0, read), reader.read(context, 5000, read)]);
    nowMs = 4999;
    await reader.read(context, 5000, read);
    expect(read).toHaveBeenCalledTimes(1);
    await reader.read(context, 0, read);
    nowMs += 5000;
    await reader.read(context, 5000, read);
    expect(read).toHaveBeenCalledTimes(3);
  });

  test("reads again after a write, and does not share a read that started before it", async () => {
    const read = vi.fn(async () => list);
    const reader = createJobReader();
    const before = reader.read(context, 0, read);
    await context.upstream.write((client) => putJob(client, ref, { enabled: false }));
    await Promise.all([before, reader.read(context, 60_000, read)]);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("keeps the last good list during failures, and does not repeat a failed attempt immediately", async () => {
    const read = vi.fn(async () => list);
    const reader = createJobReader();
    await reader.read(context, 0, read);
    read.mockRejectedValueOnce(new AppException(describedError("E_UPSTREAM_NETWORK")));
    nowMs = 15_000;
    await expect(reader.read(context, 15_000, read)).rejects.toMatchObject({ error: { code: "E_UPSTREAM_NETWORK" } });
    await expect(reader.read(context, 15_000, read)).rejects.toMatchObject({ error: { code: "E_UPSTREAM_NETWORK" } });
    expect(read).toHaveBeenCalledTimes(2);
    expect(reader.last()).toBe(list);
  });
});

describe("the list page", () => {
  test.each([
    ["everything fails", { kind: "status", status: 503 } as const],
    ["the lists of jobs fail", { kind: "html", pathIncludes: "/logpush/jobs" } as const],
  ])("shows the last good list with the failure if %s, and the new one afterwards", async (_title, fault) => {
    const good = await readJobsOrLast(context);
    expect(good.outdated).toBeUndefined();
    emulated.emulator.faults.add({ at: "before", ...fault });
    const outdated = await readJobsOrLast(context);
    expect(outdated.jobs).toEqual(good.jobs);
    expect(outdated.outdated?.code).toMatch(/^E_UPSTREAM_/);
    emulated.emulator.faults.clear();
  });

  test("shows no earlier list to a refused credential", async () => {
    await readJobsOrLast(context);
    const errors = [{ code: 10000, message: "Authentication error" }];
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 403, errors });
    await expect(readJobsOrLast(context)).rejects.toMatchObject({ error: { code: "E_PERMISSION" } });
    emulated.emulator.faults.clear();
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 503 });
    await expect(readJobsOrLast(context)).rejects.toMatchObject({ error: { code: "E_UPSTREAM_STATUS" } });
  });

  test("has no list to show if none was read before", async () => {
    emulated.emulator.faults.add({ at: "before", kind: "status", status: 503 });
    await expect(readJobsOrLast(context)).rejects.toBeInstanceOf(AppException);
  });
});
