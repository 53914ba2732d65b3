import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { postJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { type JobRef, type JsonObject, jobKey } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import type { RunIntent } from "#lib/logpush/plan/run-kinds.ts";
import { listSecretUses } from "#lib/logpush/plan/secret-uses.ts";
import { applyPreset } from "#lib/logpush/presets/apply-preset.ts";
import type { Preset, PresetInput } from "#lib/logpush/presets/preset.ts";
import { presets } from "#lib/logpush/presets/presets.data.ts";
import { listItems } from "#lib/store/runs.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { bodiesOf, canary, expectSame, jobPlaces, openRoomy } from "../testing/random-jobs.ts";
import { type Emulated, newValues, zoneId } from "../testing/test-context.ts";
import { applyRun, rollBackRun } from "./change-run.ts";
import { createRun } from "./create-run.ts";
import { driveRun } from "./drive-run.ts";

// Over all jobs of the emulator, random ones of every dataset and one of each preset: what a run has done is "same" when
// it is planned again, and a roll back brings back every job to its last byte.

let emulated: Emulated<Emulator>;
let refs: JobRef[];

beforeAll(async () => {
  vi.stubEnv("HEADGATE_EMULATOR_FAULTS", "1");
  emulated = openRoomy(createEmulator);
  let made = 0;
  for (const { id, place, usable } of jobPlaces) {
    // Some random bodies are refused, as in life: more are sent until two are jobs.
    let accepted = 0;
    for (const body of fc.sample(bodiesOf(usable), 40)) {
      if (accepted === 2) break;
      made += 1;
      // Tests of one host follow each other slowly; these have one each.
      const conf = onHost(String(body.destination_conf), `random-${made}.example`);
      if (await send(place, { ...body, dataset: id, destination_conf: conf })) accepted += 1;
    }
  }
  const zone = { scopeKind: "zones" as const, scopeId: zoneId };
  for (const preset of presets) await send(zone, { ...bodyOfPreset(preset), name: preset.id, enabled: true });
  await readAgain();
  const all = (await listJobs(emulated.context)).jobs.map(({ ref }) => ref);
  const raws = await readAll(all);
  // Cloudflare's own test of these endpoints fails.
  const isRefused = (ref: JobRef) => /\/seed\/(?!ok)/.test(String(raws.get(jobKey(ref))?.destination_conf));
  refs = all.filter((ref) => !isRefused(ref));
  expect(refs.length).toBeGreaterThan(2 * jobPlaces.length);
}, 240_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await emulated.close();
});

const onHost = (conf: string, host: string) => conf.replace(/^https:\/\/[^/?]*/, `https://${host}`);

/** Whether the emulator made a job of it. */
async function send(place: Omit<JobRef, "jobId">, body: JsonObject): Promise<boolean> {
  return (await emulated.context.upstream.write((client) => postJob(client, place, body))).ok;
}

function bodyOfPreset(preset: Preset): JsonObject {
  const host = `preset-${preset.id}.example`;
  const typed = ({ rule, options, initial, id }: PresetInput) =>
    options?.[0]?.value ??
    (initial ||
      { host, port: "8443", url: `https://${host}/in`, "header-name": `X-${id}`, value: `${canary}${id}` }[rule]);
  const inputs = Object.fromEntries(preset.inputs.map((input) => [input.id, typed(input)]));
  const applied = applyPreset(preset, inputs, newValues());
  if (!applied.ok) throw new Error(`${preset.id}: ${JSON.stringify(applied.error)}`);
  const body = toCreateBody(applied.value.values);
  return { ...body, destination_conf: onHost(String(body.destination_conf), host) };
}

async function readAgain(): Promise<void> {
  await listJobs({ ...emulated.context, isReadInBackground: false });
}

async function rawOf(ref: JobRef): Promise<JsonObject> {
  return (await emulated.read(ref)).raw;
}

async function readAll(some: readonly JobRef[]): Promise<Map<string, JsonObject>> {
  const read = await Promise.all(some.map(async (ref) => [jobKey(ref), await rawOf(ref)] as const));
  return new Map(read);
}

async function itemsOf({ id }: { id: string }) {
  const { store, realm } = emulated.context;
  return listItems(store.db, { run: id, realm }, { limit: 1000, offset: 0 });
}

async function drive(run: { id: string }): Promise<void> {
  await driveRun(emulated.context, run.id, new AbortController().signal);
}

async function apply(intent: RunIntent) {
  const run = await createRun(emulated.context, intent);
  await applyRun(emulated.context, { ...run, stopAfter: null });
  emulated.requests.length = 0;
  await drive(run);
  const writes = emulated.requests.filter((request) => !request.startsWith("GET ")).length;
  return { run, items: await itemsOf(run), writes };
}

/** Applies it twice, then takes it back. Answers how many jobs it changed. */
async function applyTwice(intent: RunIntent, some: readonly JobRef[] = refs): Promise<number> {
  const before = await readAll(some);
  const { run, items, writes } = await apply(intent);
  const planned = items.filter(({ plan }) => plan !== "blocked" && plan !== "same");
  expect(planned.filter(({ state }) => state !== "done").map(({ name, state, error }) => [name, state, error])).toEqual(
    [],
  );
  expect(writes).toBe(planned.length);

  const again = await apply(intent);
  const outcomes = ({ items: all }: typeof again) => all.map(({ n, plan }) => [n, plan]);
  expect(outcomes(again)).toEqual(items.map(({ n, plan }) => [n, plan === "blocked" ? plan : "same"]));
  expect(again.writes).toBe(0);

  if (planned.length > 0) {
    await drive(await rollBackRun(emulated.context, run));
    const after = await readAll(some);
    for (const [key, raw] of before) expectSame(after.get(key) ?? {}, raw);
  }
  return planned.length;
}

const listed = Object.fromEntries(jobPlaces.map(({ id, usable }) => [id, { listed: usable, defaults: [] }]));

type Change = Extract<RunIntent, { kind: "settings" }>["change"];

const settings: fc.Arbitrary<Change["set"]> = fc.record(
  {
    timestampFormat: fc.constantFrom("rfc3339", "unix", "unixnano"),
    sampleRate: fc.constantFrom("1", "0.5", "10%"),
    filter: fc.constantFrom("", '{"where":{"key":"RayID","operator":"!eq","value":"x"}}'),
    maxUploadBytes: fc.constantFrom("", "0", "5 MB", "64000000"),
    maxUploadRecords: fc.constantFrom("", "0", "1000", "50000"),
    maxUploadInterval: fc.constantFrom("", "0", "30", "5 min"),
    frequency: fc.constantFrom("", "high", "low"),
    batchPrefix: fc.constantFrom(null, "", "[", "\\n"),
    recordDelimiter: fc.constantFrom(null, "", ",", "\\n"),
  },
  { requiredKeys: [] },
);

test("random settings, and fields", async () => {
  const rounds = fc.asyncProperty(
    settings,
    fc.constantFrom<string[]>([], ["RayID", "Datetime"]),
    async (set, names) => {
      const fields = { addFields: names.slice(0, 1), removeFields: names.slice(1) };
      await applyTwice({ kind: "settings", refs, change: { set, ...fields }, fields: listed });
    },
  );
  await fc.assert(rounds, { numRuns: 2, endOnFailure: true });
}, 300_000);

test("the settings of a file", async () => {
  const rounds = fc.asyncProperty(fc.array(settings, { minLength: 3, maxLength: 3 }), async (sets) => {
    const groups = sets.map((set, place) => ({ refs: refs.filter((_, n) => n % sets.length === place), set }));
    await applyTwice({ kind: "drift", groups });
  });
  await fc.assert(rounds, { numRuns: 1, endOnFailure: true });
}, 300_000);

test("enable and disable", async () => {
  expect(await applyTwice({ kind: "disable", refs })).toBeGreaterThan(0);
  expect(await applyTwice({ kind: "enable", refs })).toBeGreaterThan(0);
}, 300_000);

test("values rotated", async () => {
  const confs = Array.from((await readAll(refs)).values(), (raw) => String(raw.destination_conf ?? ""));
  const from = Array.from(new Set(confs.flatMap((conf) => listSecretUses(conf).map(({ secret }) => secret)))).slice(
    0,
    100,
  );
  expect(await applyTwice({ kind: "rotate", refs, from, to: "new-value" })).toBeGreaterThan(20);
}, 300_000);

test("jobs deleted, and created again by the roll back", async () => {
  const before = await readAll(refs);
  // Other destinations need a new proof of ownership.
  const isHttps = (ref: JobRef) => String(before.get(jobKey(ref))?.destination_conf).startsWith("https:");
  const some = refs.filter(isHttps).slice(0, 20);
  const { run, writes } = await apply({ kind: "delete", refs: some });
  expect(writes).toBe(20);
  const back = await rollBackRun(emulated.context, run);
  await drive(back);
  const items = (await itemsOf(back)).reverse();
  expect(items.filter(({ state }) => state !== "done").map(({ name, error }) => [name, error])).toEqual([]);
  for (const [place, ref] of some.entries()) {
    expectSame(await rawOf({ ...ref, jobId: Number(items[place]?.made_id) }), before.get(jobKey(ref)) ?? {});
  }
}, 300_000);
