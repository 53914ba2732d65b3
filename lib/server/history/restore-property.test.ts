import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { postJob, putJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import { listStoreTables } from "#lib/store/store-tables.ts";
import { describeActivity } from "../activity/read-activity.ts";
import { createSeal } from "../env/seal.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { openVersion } from "../inventory/sealed-job.ts";
import { deleteJob } from "../jobs/delete-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { setJobEnabled } from "../jobs/set-job-enabled.ts";
import { bodiesOf, canary, expectSame, jobPlaces, openRoomy } from "../testing/random-jobs.ts";
import type { Emulated } from "../testing/test-context.ts";
import { compareJobVersions, listJobVersions } from "./list-versions.ts";
import { restoreVersion } from "./restore-version.ts";

// For random jobs of every dataset and random sequences of changes, from here and from elsewhere: each version can be
// brought back with every key byte for byte, the destination included, and no secret is in what pages get, in the log,
// or in the store as anyone without the key reads it.

let emulated: Emulated<Emulator>;
const logged: string[] = [];

beforeAll(async () => {
  // With the test routes, the emulator has no limit of calls.
  vi.stubEnv("HEADGATE_EMULATOR_FAULTS", "1");
  emulated = openRoomy(createEmulator);
  // No reader runs, and pages of an empty store would wait for its first rows.
  await listJobs({ ...emulated.context, isReadInBackground: false });
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => logged.push(String(text)) > 0);
  }
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await emulated.close();
});

type Step = { kind: "elsewhere"; body: JsonObject } | { kind: "switch"; enabled: boolean };

function stepsOf(fields: string[]): fc.Arbitrary<Step[]> {
  const part = fc
    .tuple(bodiesOf(fields), fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }))
    .map(([body, picks]) => {
      const keys = Object.keys(body);
      return Object.fromEntries(
        picks.map((pick) => keys[pick % keys.length] ?? "name").map((key) => [key, body[key] ?? null]),
      );
    })
    .filter((body) => body.destination_conf !== null);
  return fc.array(
    fc.oneof(
      { weight: 3, arbitrary: part.map((body): Step => ({ kind: "elsewhere", body })) },
      { weight: 1, arbitrary: fc.boolean().map((enabled): Step => ({ kind: "switch", enabled })) },
    ),
    { minLength: 2, maxLength: 3 },
  );
}

const rawOf = async (ref: JobRef) => (await emulated.read(ref)).raw;

/** What each version was, as somebody without Headgate reads it from the API. */
async function live(ref: JobRef, steps: Step[]): Promise<Map<number, JsonObject>> {
  const { context } = emulated;
  const states = new Map<number, JsonObject>();
  const note = async () => {
    await readJobDetail(context, ref);
    states.set((await listJobVersions(context, { ref }, 1)).current, await rawOf(ref));
  };
  await note();
  for (const step of steps) {
    if (step.kind === "elsewhere") await context.upstream.write((client) => putJob(client, ref, step.body));
    else await setJobEnabled(context, { ref, enabled: step.enabled });
    await note();
  }
  return states;
}

/** Everything that the browser gets of a job's history. */
async function shownOf(ref: JobRef, newest: number): Promise<string> {
  const { context } = emulated;
  const pages: unknown[] = [await listJobVersions(context, { ref })];
  for (let n = 1; n <= newest; n += 1) pages.push(await compareJobVersions(context, { ref, from: n, to: newest }));
  const job = `${ref.scopeKind}/${ref.scopeId}/jobs/${ref.jobId}`;
  pages.push(await describeActivity(context, { query: parseActivityQuery(new URLSearchParams({ job })) }));
  return JSON.stringify(pages);
}

describe.each(jobPlaces)("$scope $id", ({ id, place, usable }) => {
  test("every version comes back byte for byte, and nothing shows a secret", async () => {
    const runs = fc.asyncProperty(
      bodiesOf(usable),
      stepsOf(usable),
      fc.infiniteStream(fc.nat()),
      async (body, steps, picks) => {
        const made = await emulated.context.upstream.write((client) =>
          postJob(client, place, { ...body, dataset: id }),
        );
        fc.pre(made.ok);
        if (!made.ok) return;
        const ref = { ...place, jobId: made.value.job.id };
        const states = await live(ref, steps);
        const numbers = [...states.keys()];
        for (let restores = 0; restores < numbers.length; restores += 1) {
          const { current } = await listJobVersions(emulated.context, { ref }, 1);
          const n = numbers[(picks.next().value ?? 0) % numbers.length] ?? 1;
          const wanted = states.get(n) ?? {};
          const before = await rawOf(ref);
          const done = await restoreVersion(emulated.context, { ref, n, seen: current, isGone: false }).catch(
            (error) => error.error.code,
          );
          // Nothing to restore is only right where nothing differs.
          if (done === "E_NO_CHANGE") expectSame(before, wanted);
          else expect(done).toEqual(ref);
          expectSame(await rawOf(ref), wanted);
        }
        const last = await rawOf(ref);
        const { current } = await listJobVersions(emulated.context, { ref }, 1);
        await deleteJob(emulated.context, { ref, confirmName: String(last.name || `job ${ref.jobId}`) });
        const again = await restoreVersion(emulated.context, { ref, n: current, seen: current, isGone: true });
        expectSame(await rawOf(again), last);
        await deleteJob(emulated.context, { ref: again, confirmName: String(last.name || `job ${again.jobId}`) });
        expect(await shownOf(ref, current)).not.toContain(canary);
      },
    );
    await fc.assert(runs, { numRuns: 1 });
  });
});

test("neither the log nor the store without the key has a secret, and another key opens nothing", async () => {
  const { store } = emulated.context;
  expect(logged.join("\n")).not.toContain(canary);
  let rows = 0;
  for (const { name } of await listStoreTables()) {
    const found = await store.db
      .selectFrom(name as "job")
      .selectAll()
      .execute();
    const text = found
      .map((row) =>
        JSON.stringify(row, (_, value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
        ),
      )
      .join("\n");
    expect(text.includes(canary), name).toBe(false);
    expect(text.includes(Buffer.from(canary).toString("base64").slice(0, 16)), name).toBe(false);
    rows += found.length;
  }
  expect(rows).toBeGreaterThan(300);
  const versions = await store.db
    .selectFrom("job_version")
    .innerJoin("job", "job.id", "job_version.job")
    .selectAll("job_version")
    .select(["job.scope", "job.job_id"])
    .execute();
  const stranger = createSeal("another key of 32 characters or more");
  expect(versions.some((row) => openVersion(stranger, row, `${row.scope}/${row.job_id}`) !== undefined)).toBe(false);
  expect(
    versions.every((row) => openVersion(emulated.context.seal, row, `${row.scope}/${row.job_id}`) !== undefined),
  ).toBe(true);
});
