import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { testDelivery } from "../checks/test-delivery.ts";
import type { Context } from "../context/context.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { createPushReader, pushPaceOf } from "../inventory/push-reader.ts";
import { createJob } from "../jobs/create-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { readJobChanges } from "./read-changes.ts";
import { readChartQuery } from "./read-chart.ts";
import { readDeliveries } from "./read-deliveries.ts";
import { readJobPage, requireRef } from "./read-head.ts";
import { readOverview } from "./read-overview.ts";
import { readStoredValues } from "./read-stored-values.ts";

const failing: JobRef = { scopeKind: "zones", scopeId: zoneId, jobId: 1002 };
let emulated: Emulated<Emulator>;
let context: Context;

beforeEach(async () => {
  emulated = openEmulated(createEmulator);
  // Everything is read once; from then on the pages see a store that a reader keeps.
  await prepareReading(emulated.context, "list");
  context = { ...emulated.context, isReadInBackground: true };
  emulated.requests.length = 0;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await emulated.close();
});

/** Reads the analytics of every zone and account. */
async function readAnalytics(): Promise<void> {
  const reader = createPushReader(context, pushPaceOf.emulator);
  for (let next = await reader.startNext(); next; next = await reader.startNext()) await next.done;
}

describe("a job's page", () => {
  test("opens from the store, without a call to the API", async () => {
    await readAnalytics();
    emulated.requests.length = 0;
    const page = await readJobPage(context, failing);
    expect(page).toMatchObject({
      kind: "job",
      head: { summary: { ref: failing, health: { state: "failing" } }, staleSince: null },
    });
    await readOverview(context, failing);
    await readDeliveries(context, failing);
    await readStoredValues(context, failing);
    expect(emulated.requests).toEqual([]);
  });

  test("reads a job that the store does not know", async () => {
    const body = { name: "new-here", dataset: "http_requests", destination_conf: "https://receiver.headgate.test/x" };
    const made = await emulated.emulator.fetch(
      new Request(`https://api.cloudflare.com/client/v4/zones/${zoneId}/logpush/jobs`, {
        method: "POST",
        headers: { authorization: "Bearer headgate-demo-token-0000000000000000", "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
    const { result } = await made.json();
    const page = await readJobPage(context, { ...failing, jobId: result.id });
    expect(page).toMatchObject({ kind: "job", head: { summary: { name: "new-here" } } });
    expect(emulated.requests).toHaveLength(1);
  });

  test("says that a job was deleted, and that another never was", async () => {
    const ref = await createJob(context, newValues({ name: "short-lived" }));
    await deleteJob(context, { ref, confirmName: "short-lived" });
    expect(await readJobPage(context, ref)).toMatchObject({
      kind: "gone",
      job: {
        ...{ label: "short-lived", dataset: "http_requests", scopeName: "theburritobot.com" },
        by: { isOutside: false, person: "This machine" },
      },
    });
    await expect(readJobPage(context, { ...failing, jobId: 424_242 })).rejects.toMatchObject({
      error: { code: "E_NOT_FOUND" },
    });
  });

  test("says for a day that the job was changed outside, and by whom", async () => {
    const ref = await createJob(context, newValues({ name: "watched" }));
    await emulated.context.upstream.write((client) => putJob(client, ref, { max_upload_records: 5000 }));
    await prepareReading(emulated.context, "list");
    const outside = async (laterMs = 0) => {
      const page = await readJobPage({ ...context, now: () => Date.now() + laterMs }, ref);
      return page.kind === "job" && page.head.outside;
    };
    expect(await outside()).toEqual({ at: expect.any(String), person: null, isNew: false });
    await context.store.db.updateTable("job_version").set({ actor: "cloudflare:ana@example.com" }).execute();
    expect(await outside()).toMatchObject({ person: "ana@example.com" });
    expect(await outside(25 * 3_600_000)).toBe(null);
    await setJobEnabled(context, { ref, enabled: false });
    expect(await outside()).toBe(null);
    await emulated.context.upstream.write((client) => removeJob(client, ref));
    await prepareReading(emulated.context, "list");
    expect(await readJobPage(context, ref)).toMatchObject({ job: { by: { isOutside: true, person: null } } });
  });

  test.each(["", "zones/x/1", `zones/${zoneId}/0`, `zones/${zoneId}/1x`, `zones/${zoneId}`])(
    "is not found at %j",
    (key) => {
      expect(() => requireRef(key)).toThrow(
        expect.objectContaining({ error: expect.objectContaining({ code: "E_NOT_FOUND" }) }),
      );
    },
  );
});

describe("the overview", () => {
  test("has the deliveries of a day and a week, final failures apart from retries, with their statuses", async () => {
    await readAnalytics();
    const { totals, statuses, bars } = (await readOverview(context, failing)).chart;
    expect(totals.delivered).toBeGreaterThan(0);
    expect(totals.lost).toBeGreaterThan(0);
    expect(totals.retried).toBeGreaterThan(totals.lost);
    expect(statuses).toMatchObject([{ status: 401, cause: { code: "E_DESTINATION_401" } }]);
    expect(bars.slice(0, -2).every(({ isKnown }) => isKnown)).toBe(true);
    const week = await readChartQuery.run(
      context,
      readChartQuery.parse(new URLSearchParams(`job=${jobKey(failing)}&range=7d`)),
    );
    const { lost, retried } = totals;
    expect(week).toMatchObject({ range: "7d", totals: { lost, retried }, knownSince: expect.any(Number) });
    // It failed today only, and the days before were read too.
    expect(week.totals.delivered).toBeGreaterThan(totals.delivered);
  });

  test("knows nothing of deliveries before the analytics were read", async () => {
    const { chart } = await readOverview(context, failing);
    expect(chart.bars.some(({ isKnown }) => isKnown)).toBe(false);
  });

  test("offers the missing header to a job whose endpoint wants one", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const ref = await createJob(context, newValues({ endpoint: "https://receiver.headgate.test/in" }));
      const error_message = "error uploading: status code 415 unexpected Content-Type";
      await context.store.db
        .updateTable("job")
        .set({
          ...{ error_text: error_message, last_error: new Date(Date.now() + 1000).toISOString() },
          cause: JSON.stringify({ code: "E_DESTINATION_415", message: "x", nextStep: "y" }),
        })
        .where("job_id", "=", ref.jobId)
        .execute();
      const { fixes } = await readOverview(context, ref);
      expect(fixes).toEqual([{ kind: "set-header", name: "Content-Type", value: "application/json" }]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("counts the other jobs that use a secret, and shows none", async () => {
    const first = await createJob(context, newValues({ name: "one" }));
    await createJob(context, newValues({ name: "two" }));
    const { sharing, head } = await readOverview(context, first);
    const [header] = head.summary.destination.pairs;
    expect(sharing).toEqual({ [header?.fingerprint ?? ""]: 1 });
    const { summary, values, stored } = await readStoredValues(context, first);
    expect(JSON.stringify([head, summary, values, stored])).not.toContain("canary");
    expect(values.query[1]).toMatchObject({ name: "tags", shown: "host:example.com,dataset:http_requests" });
  });

  test("lists what was done to this job alone, newest first, and nothing to viewers", async () => {
    const [one, two] = [await createJob(context, newValues()), await createJob(context, newValues())];
    await setJobEnabled(context, { ref: one, enabled: false });
    const { rows } = await readJobChanges(context, one);
    expect(rows.map(({ kind, verb, result }) => [kind, verb, result?.words])).toEqual([
      ["switch", "disabled", "Done"],
      ["create", "created", "Done"],
    ]);
    expect((await readJobChanges(context, two)).rows.map(({ kind }) => kind)).toEqual(["create"]);
    const viewer = { ...context, caller: { ...context.caller, role: "viewer" as const } };
    expect((await readJobChanges(viewer, one)).rows).toEqual([]);
  });
});

describe("the deliveries of a job", () => {
  test("include the tests of the saved job, newest first, without the endpoint's words", async () => {
    const ref = await createJob(context, newValues());
    const answer = { status: 500, contentType: null, location: null, excerpt: "canary-of-the-endpoint" };
    const running = { signal: new AbortController().signal, report: () => undefined };
    const send = async ({ kind, records }: { kind: "probe" | "records"; records: number }) => ({
      ...{ startedAt: "2026-01-01T00:00:00.000Z", kind, records, sentBytes: 1, textBytes: 1, isBuiltIn: true },
      ...{ timings: [{ phase: "wait" as const, ms: 41.6 }], answer },
    });
    await testDelivery(context, { ref }, running, send);
    await testDelivery(context, { ref, values: newValues(), records: 3 }, running, send);
    const { tests } = await readDeliveries(context, ref);
    expect(tests).toMatchObject([
      { kind: "records", records: 3, status: 500, ms: 42, outcome: "fail", actor: "local" },
      { kind: "probe", records: 0, status: 500, outcome: "fail", code: "E_DESTINATION_5XX" },
    ]);
    expect(JSON.stringify(tests)).not.toContain("canary");
  });
});
