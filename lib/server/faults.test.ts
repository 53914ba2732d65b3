import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobDetail } from "#lib/logpush/views.ts";
import { createJob } from "./jobs/create-job.ts";
import { deleteJob } from "./jobs/delete-job.ts";
import { readJobDetail } from "./jobs/read-job.ts";
import { updateJob } from "./jobs/update-job.ts";
import { contextOf, type Emulated, newValues, openEmulated, zoneId } from "./testing/test-context.ts";

/** `npm run faults` runs many more. */
const runs = Number(process.env.FAULT_RUNS ?? 12);
const seed = Number(process.env.FAULT_SEED ?? 20_251_125);

let emulated: Emulated<Emulator>;
beforeAll(() => {
  const rateLimit = { requests: 1_000_000, windowSeconds: 300 };
  emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir, rateLimit }));
});
afterAll(() => emulated.close());

/** Mulberry32: the same draws for the same seed. */
function createDraw(start: number) {
  let state = start;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
}

/** Calls through one emulator, with its own breaker and budget. */
function freshContext() {
  return contextOf((input, init) => emulated.emulator.fetch(new Request(input, init)));
}

async function namesakes(name: string): Promise<JobRef[]> {
  const scope = { scopeKind: "zones", scopeId: zoneId } as const;
  const jobs = await freshContext().context.upstream.read((client) => listScopeJobs(client, scope));
  return jobs.flatMap(({ job }) => (job.name === name ? [{ ...scope, jobId: job.id }] : []));
}

const codeOf = (error: unknown) => (error as { error?: { code?: string } }).error?.code ?? "unexpected";

describe("creating while answers get lost", () => {
  test(`${runs} drawn faults: one POST each, no second job, and a true report (seed ${seed})`, async () => {
    const draw = createDraw(seed);
    const seen: Record<string, number> = {};
    for (let run = 0; run < runs; run += 1) {
      const name = `drawn-${run}`;
      const kind = draw(["drop", "status", "html", "malformed", "delay"] as const);
      const at = draw(["before", "after"] as const);
      const status = draw([500, 502, 503, 504, 520, 524] as const);
      emulated.emulator.faults.add({
        method: "POST",
        times: 1,
        at,
        kind,
        ...(kind === "delay" ? { delayMs: 1 } : { status }),
      });
      // Sometimes reading back is disturbed too.
      if (draw([true, false, false])) {
        emulated.emulator.faults.add({
          method: "GET",
          pathIncludes: "/logpush/jobs",
          times: draw([1, 2, 5]),
          at: "before",
          kind: "drop",
        });
      }
      const { context, requests } = freshContext();
      const outcome = await createJob(context, newValues({ name })).then(() => "created", codeOf);
      emulated.emulator.faults.clear();
      const made = await namesakes(name);
      const title = `run ${run}: ${at} ${kind} ${status} -> ${outcome}`;
      expect(requests.filter((request) => request.startsWith("POST")).length, title).toBeLessThanOrEqual(1);
      expect(made.length, title).toBeLessThanOrEqual(1);
      if (outcome === "created") expect(made, title).toHaveLength(1);
      if (outcome === "E_NOT_CREATED") expect(made, title).toHaveLength(0);
      expect(outcome, title).toMatch(/^(?:created|E_NOT_CREATED|E_UNKNOWN_OUTCOME|E_UPSTREAM_\w+)$/);
      seen[outcome] = (seen[outcome] ?? 0) + 1;
      for (const ref of made) await deleteJob(freshContext().context, { ref, confirmName: name });
    }
    expect(seen.created ?? 0).toBeGreaterThan(0);
    if (process.env.FAULT_RUNS) console.log(`creates with lost answers: ${runs} runs`, seen);
  }, 600_000);
});

describe("two people with one job", () => {
  const orders: [string[], ...string[][]] = [
    ["read A", "read B", "save A", "save B"],
    ["read A", "read B", "save B", "save A"],
    ["read A", "save A", "read B", "save B"],
    ["read A", "read B", "save A", "read A", "save B", "save A"],
  ];

  test(`${runs} drawn interleavings: nobody overwrites a change that they have not seen (seed ${seed})`, async () => {
    const draw = createDraw(seed + 1);
    const ref = await createJob(freshContext().context, newValues({ name: "shared" }));
    let refused = 0;
    for (let run = 0; run < runs; run += 1) {
      const order = draw(orders);
      const seenBy: Record<string, JobDetail> = {};
      let name = (await readJobDetail(freshContext().context, ref)).summary.name;
      for (const step of order) {
        const [verb, who = ""] = step.split(" ");
        const { context } = freshContext();
        if (verb === "read") {
          seenBy[who] = await readJobDetail(context, ref);
          continue;
        }
        const seen = seenBy[who];
        if (!seen) throw new Error(`${who} saves before reading`);
        const mine = `${run}-${who}`;
        const isCurrent = seen.summary.name === name;
        const input = { ref, versions: seen.versions, values: { ...seen.values, name: mine } };
        const outcome = await updateJob(context, input).then(() => "saved", codeOf);
        const isNoChange = mine === seen.values.name;
        expect(outcome, `run ${run} ${order.join(", ")}: ${step}`).toBe(
          isCurrent ? (isNoChange ? "E_NO_CHANGE" : "saved") : "E_CONFLICT",
        );
        if (outcome === "saved") name = mine;
        if (outcome === "E_CONFLICT") refused += 1;
      }
      expect((await readJobDetail(freshContext().context, ref)).summary.name).toBe(name);
    }
    expect(refused).toBeGreaterThan(0);
    if (process.env.FAULT_RUNS) console.log(`interleavings of two people: ${runs} runs, ${refused} saves refused`);
  }, 600_000);
});
