import { beforeEach, expect, test, vi } from "vitest";
import { asReadJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import type { RedactedDestination } from "#lib/logpush/destination/redact.ts";
import type { JsonObject, ScopeRef } from "#lib/logpush/job/job.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import type { Context } from "../context/context.ts";
import { createSeal } from "../env/seal.ts";
import { createDigests } from "../env/secret.ts";
import { contextOf, zoneId } from "../testing/test-context.ts";
import { keyedDigestsOf } from "./observed-job.ts";
import { recordScope } from "./record.ts";
import { resealVersions, unreadableText } from "./reseal.ts";
import { readMaskedJobs, readWholeJobs } from "./stored-jobs.ts";

const first = "1".repeat(64);
const second = "2".repeat(64);
const scope: ScopeRef = { scopeKind: "zones", scopeId: zoneId };
const hour = 3_600_000;
let logged: string[];

beforeEach(() => {
  logged = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => logged.push(String(text)) > 0);
});

/** A server with these keys. */
function serverOf(
  store: Store,
  secret: string,
  { old, keepsSecrets = true }: { old?: string; keepsSecrets?: boolean } = {},
) {
  const { context } = contextOf(async () => new Response());
  return { ...context, store, keepsSecrets, seal: createSeal(secret, old), digests: createDigests(secret, old) };
}

function jobOf(id: number, changes: JsonObject = {}): ReadJob {
  return asReadJob({
    ...{ id, name: `job ${id}`, dataset: "http_requests", enabled: true, last_complete: null, last_error: null },
    destination_conf: `https://logs.example.com/in?header_Authorization=canary-${id}&tags=a%3Ab`,
    unknown_setting: `repeats canary-${id}`,
    ...changes,
  });
}

let clock = 0;
/** One reading of all jobs, an hour after the one before. */
async function observe(context: Context, reads: ReadJob[]): Promise<void> {
  clock += hour;
  await recordScope(context, scope, { reads, at: clock, dueAt: clock + hour });
}

const reseal = (context: Context, versionsAtOnce?: number) =>
  resealVersions(context, {
    signal: new AbortController().signal,
    pauseMs: 0,
    ...(versionsAtOnce === undefined ? {} : { versionsAtOnce }),
  });

const versionsOf = ({ db }: Store) => db.selectFrom("job_version").selectAll().orderBy("job").orderBy("n").execute();
const jobsOf = ({ db }: Store) => db.selectFrom("job").select(["digest", "destination", "n"]).orderBy("id").execute();
const wholeOf = async (context: Context) => (await readWholeJobs(context)).map(({ read }) => read?.raw);

describeEachStore("a rotation of the key", ({ store }) => {
  const jobs = [1, 2, 3, 4, 5].map((id) => jobOf(id));

  async function fill(context: Context): Promise<void> {
    await observe(
      context,
      jobs.map(({ raw }) => asReadJob({ ...raw, name: "before" })),
    );
    await observe(context, jobs);
  }

  test("leaves the store as if the new key had been there from the start, and adds no version", async () => {
    await fill(serverOf(store(), first));
    const before = await versionsOf(store());
    const rotated = serverOf(store(), second, { old: first });
    expect(await reseal(rotated, 3)).toBe(0);
    const only = serverOf(store(), second);
    expect(await wholeOf(only)).toEqual(jobs.map(({ raw }) => raw));
    const after = await versionsOf(store());
    expect(after.map(({ job, n, attrs, source, seen_at }) => ({ job, n, attrs, source, seen_at }))).toEqual(
      before.map(({ job, n, attrs, source, seen_at }) => ({ job, n, attrs, source, seen_at })),
    );
    expect(new Set(after.map(({ kid }) => kid))).toEqual(new Set([only.seal.kid]));
    const expected = jobs.map(({ raw }) => only.digests.versionsOf(raw));
    expect((await jobsOf(store())).map(({ digest }) => digest)).toEqual(
      jobs.map(({ raw }) => keyedDigestsOf(only.digests, raw).digest),
    );
    const newest = after.filter(({ n }) => n === 2);
    expect(newest.map(({ digests }) => JSON.parse(digests))).toEqual(expected);
    expect(newest.map(({ conf_digest }) => conf_digest)).toEqual(
      expected.map(({ destination_conf }) => destination_conf),
    );
    const destinations = (await jobsOf(store())).map(({ destination }): RedactedDestination => JSON.parse(destination));
    expect(destinations.map(({ pairs }) => pairs[0]?.fingerprint)).toEqual(
      jobs.map((_, index) => only.digests.fingerprint(`canary-${index + 1}`)),
    );
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: "sealing 10 versions with the new key" },
      { event: "sealed 10 versions with the new key", durationMs: expect.any(Number) },
    ]);
    // The old key is no longer needed, and a second round finds nothing.
    await observe(only, jobs);
    expect(await reseal(only)).toBe(0);
    expect(await versionsOf(store())).toEqual(after);
    expect(logged).toHaveLength(2);
  });

  test.each(["before", "during", "after"])(
    "adds no version for an observation %s it, and one for a change",
    async (when) => {
      await fill(serverOf(store(), first));
      const rotated = serverOf(store(), second, { old: first });
      if (when === "after") await reseal(rotated);
      if (when === "during") {
        const aborted = new AbortController();
        const stopping: Context["seal"] = {
          ...rotated.seal,
          seal: (text, place) => {
            aborted.abort();
            return rotated.seal.seal(text, place);
          },
        };
        await resealVersions({ ...rotated, seal: stopping }, { signal: aborted.signal, versionsAtOnce: 4, pauseMs: 0 });
        expect(new Set((await versionsOf(store())).map(({ kid }) => kid)).size).toBe(2);
      }
      await observe(rotated, jobs);
      expect((await jobsOf(store())).map(({ n }) => n)).toEqual([2, 2, 2, 2, 2]);
      const changed = jobOf(1, {
        destination_conf: "https://logs.example.com/in?header_Authorization=other&tags=a%3Ab",
      });
      await observe(rotated, [changed, ...jobs.slice(1)]);
      expect((await jobsOf(store())).map(({ n }) => n)).toEqual([3, 2, 2, 2, 2]);
      await reseal(rotated);
      expect(await wholeOf(serverOf(store(), second))).toEqual([changed, ...jobs.slice(1)].map(({ raw }) => raw));
    },
  );

  test("that a change overtakes leaves the job's row as the change wrote it", async () => {
    const before = serverOf(store(), first);
    await observe(before, [jobOf(1)]);
    const rotated = serverOf(store(), second, { old: first });
    await observe(rotated, [jobOf(1, { name: "later" })]);
    const [row] = await jobsOf(store());
    await reseal(rotated);
    expect(await jobsOf(store())).toEqual([row]);
    expect((await versionsOf(store())).map(({ kid }) => kid)).toEqual([rotated.seal.kid, rotated.seal.kid]);
  });

  test("without stored secrets is over with the next observation, which notices what changed meanwhile", async () => {
    await observe(serverOf(store(), first, { keepsSecrets: false }), jobs);
    const rotated = serverOf(store(), second, { old: first, keepsSecrets: false });
    expect(await reseal(rotated)).toBe(0);
    const other = jobOf(2, { destination_conf: "https://logs.example.com/in?header_Authorization=other&tags=a%3Ab" });
    await observe(rotated, [jobOf(1), other, ...jobs.slice(2)]);
    expect((await jobsOf(store())).map(({ n }) => n)).toEqual([1, 2, 1, 1, 1]);
    const [version] = await versionsOf(store());
    expect(version).toMatchObject({ kid: rotated.seal.kid, sealed: null, seen_at: clock - hour });
    expect(JSON.parse(version?.digests ?? "")).toEqual(rotated.digests.versionsOf(jobOf(1).raw));
  });
});

describeEachStore("a lost key", ({ store }) => {
  test("keeps what it sealed, adds no version, and still notices changes", async () => {
    await observe(serverOf(store(), first), [jobOf(1), jobOf(2)]);
    const before = await versionsOf(store());
    const lost = serverOf(store(), second);
    expect(await reseal(lost)).toBe(2);
    expect(unreadableText(2)).toBe(
      "2 versions cannot be read: their key is neither HEADGATE_SECRET nor HEADGATE_SECRET_OLD.",
    );
    await observe(lost, [jobOf(1, { last_complete: "2026-01-01T00:00:00Z" }), jobOf(2)]);
    expect(await versionsOf(store())).toEqual(before);
    expect(await wholeOf(lost)).toEqual([undefined, undefined]);
    expect((await readMaskedJobs(lost)).map(({ name }) => name)).toEqual(["job 1", "job 2"]);
    // What is masked can be compared from the first observation on.
    await observe(lost, [
      jobOf(1, { name: "other" }),
      jobOf(2, { destination_conf: "https://logs.example.com/in?header_Authorization=x&tags=a%3Ab" }),
    ]);
    expect((await jobsOf(store())).map(({ n }) => n)).toEqual([2, 2]);
    // It is found again: everything can be read.
    const found = serverOf(store(), second, { old: first });
    expect(await reseal(found)).toBe(0);
    expect(new Set((await versionsOf(store())).map(({ kid }) => kid))).toEqual(new Set([found.seal.kid]));
  });

  test("adds a version for a change that the mask shows", async () => {
    await observe(serverOf(store(), first), [jobOf(1)]);
    await observe(serverOf(store(), second), [jobOf(1, { enabled: false })]);
    expect((await jobsOf(store())).map(({ n }) => n)).toEqual([2]);
  });
});
