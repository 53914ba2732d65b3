import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import type { JobPage } from "#lib/logpush/views.ts";
import { cheapHash } from "../../e2e/sign-in.ts";
import { mostIn } from "../faults/checks.ts";
import { signInAll } from "../faults/people.ts";
import { signIn } from "../faults/sign-in.ts";
import { browserArgs, findBrowser } from "../find-browser.mjs";
import { startApp } from "../serve.mjs";
import { type StandaloneEmulator, startEmulator } from "../standalone-emulator.ts";
import { measureSearch } from "./search.ts";
import type { BenchStore } from "./stores.ts";
import { print, quantile, type Row, ratio } from "./tables.ts";

export const fleet = { zones: 1000, jobs: 10, delayMs: 100 };
const password = "a password for the fleet";
const people = 64;
const lookMs = 30_000;
const loads = 30;
const firstLooks = 5;
/** Twice what the calls need at the pace that the background may take. */
const longestFillMs = 20 * 60_000;

export type Installation = { origin: string; cookie: string; emulator: StandaloneEmulator; stop(): Promise<void> };

export async function install(
  size: { zones: number; jobs: number },
  settings: Record<string, string>,
): Promise<Installation> {
  const data = mkdtempSync(join(tmpdir(), "headgate-fleet-"));
  const options = Object.entries({ zones: size.zones, jobs: size.jobs, latency: fleet.delayMs });
  const emulator = await startEmulator(
    data,
    options.flatMap(([name, value]) => [`--${name}`, String(value)]),
  );
  const app = await startApp({
    ...settings,
    HEADGATE_DATA: join(data, "app"),
    HEADGATE_AUTH: "password",
    HEADGATE_PASSWORD_HASH: cheapHash(password),
    CLOUDFLARE_API_TOKEN: "fleet-token-0123456789",
    CLOUDFLARE_BASE_URL: emulator.baseUrl,
  });
  const { origin } = app;
  return {
    origin,
    emulator,
    cookie: await signIn({ address: origin, origin }, password),
    stop: async () => {
      await app.stop();
      emulator.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The stores fill at the same time, because that is mostly waiting. What else is measured has the machine alone. */
export async function measureFleets(stores: BenchStore[]): Promise<void> {
  await measureFirstRows(stores);
  const filled: { store: BenchStore; large: Installation }[] = [];
  const fills: Promise<void>[] = [];
  try {
    for (const store of stores) {
      const begun = performance.now();
      const large = await install(fleet, await store.fresh());
      filled.push({ store, large });
      fills.push(fill(store, large, begun));
    }
    await Promise.all(fills);
    for (const { store, large } of filled) {
      await compareLists(store, large);
      await compareCalls(store, large);
      await search(store, large);
    }
  } finally {
    for (const { large } of filled) await large.stop();
  }
}

/** With a store that is empty, on a server that has just started: from the sign-in to the first rows. */
async function measureFirstRows(stores: BenchStore[]): Promise<void> {
  const rows: Row[] = [];
  for (const { name, fresh } of stores) {
    const times: number[] = [];
    while (times.length < firstLooks) {
      const large = await install(fleet, await fresh());
      const signedInAt = performance.now();
      while ((await readList(large)).rows.length === 0) await sleep(20);
      times.push(performance.now() - signedInAt);
      await large.stop();
    }
    const ms = quantile(times, 0.5);
    rows.push([name, times.length, ms, ratio(ms, fleet.delayMs)]);
  }
  print(
    `Empty store, ${fleet.zones} zones with ${fleet.jobs} jobs, ${fleet.delayMs} ms of API delay: from the sign-in to the first rows`,
    ["store", "starts", "first rows p50, ms", "in API delays"],
    rows,
  );
}

/** Waits until the store has everything. */
async function fill({ name }: BenchStore, large: Installation, begun: number): Promise<void> {
  const total = fleet.zones * fleet.jobs;
  for (;;) {
    const page = await readList(large);
    if (page.total === total && page.unreadScopes === 0) break;
    const ms = performance.now() - begun;
    if (ms > longestFillMs) throw new Error(`After ${Math.round(ms / 1000)} s the list has ${page.total} jobs.`);
    await sleep(1000);
  }
  const filledSeconds = (performance.now() - begun) / 1000;
  const times = (await large.emulator.calls()).map(({ at }) => at);
  print(
    `${name}, empty store: ${fleet.zones} zones with ${fleet.jobs} jobs, ${fleet.delayMs} ms of API delay`,
    ["whole inventory, s", "calls", "calls in 300 s"],
    [[Math.round(filledSeconds), times.length, mostIn(times, 300_000)]],
  );
}

/** The list of 10,000 jobs next to one of ten. */
async function compareLists({ name, fresh }: BenchStore, large: Installation): Promise<void> {
  const small = await install({ zones: 1, jobs: 10 }, await fresh());
  try {
    while ((await readList(small)).total < 10) await sleep(200);
    // The small one has just started, so both are loaded before they are measured.
    for (const each of [small, large]) await firstRows(each);
    const [few, many] = [await firstRows(small), await firstRows(large)];
    const row = (jobs: number, of: typeof few): Row => [
      ...[jobs, of.byteMs, ratio(of.byteMs, few.byteMs), of.rowsMs, ratio(of.rowsMs, few.rowsMs)],
      ...[of.kb, ratio(of.kb, few.kb)],
    ];
    print(
      `${name}, filled store: the list, of which a page shows up to 30 jobs`,
      ["jobs", "first byte p50, ms", "relative", "first rows p50, ms", "relative", "page, kB", "relative"],
      [row(10, few), row(fleet.zones * fleet.jobs, many)],
    );
  } finally {
    await small.stop();
  }
}

async function compareCalls({ name }: BenchStore, large: Installation): Promise<void> {
  const alone = await callsWhile(large, () => sleep(lookMs));
  const cookies = await signInAll({ address: large.origin, origin: large.origin }, password, people);
  const together = await callsWhile(large, () => lookTogether(large.origin, cookies));
  print(
    `${name}, filled store: calls to the API in ${lookMs / 1000} s`,
    ["people looking", "pages", "calls", "of another kind than the reader's", "relative"],
    [
      [0, 0, alone.calls, alone.ofPages, ratio(1, 1)],
      [people, together.result, together.calls, together.ofPages, ratio(together.calls, Math.max(1, alone.calls))],
    ],
  );
}

async function search({ name }: BenchStore, { origin }: Installation): Promise<void> {
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
  try {
    print(
      `${name}, ${fleet.zones * fleet.jobs} jobs in Chromium: from the key or click to the rows, ms`,
      ["what", "times", "p50", "p98", "rows in the DOM, at most"],
      await measureSearch(browser, origin, password),
    );
  } finally {
    await browser.close();
  }
}

export async function readList({ origin, cookie }: Installation, query = ""): Promise<JobPage> {
  const answer = await fetch(`${origin}/jobs/list?${query}`, { headers: { cookie } });
  const result: { ok: true; value: JobPage } | { ok: false; error: { code: string } } = await answer.json();
  if (!result.ok) throw new Error(`The list cannot be read: ${result.error.code}`);
  return result.value;
}

/** When the page begins to arrive, when its first job does, and the size of the page. */
async function firstRows({ origin, cookie }: Installation): Promise<{ byteMs: number; rowsMs: number; kb: number }> {
  const [byteTimes, rowTimes]: [number[], number[]] = [[], []];
  let bytes = 0;
  for (let load = 0; load < loads; load += 1) {
    const begun = performance.now();
    const answer = await fetch(origin, { headers: { cookie } });
    const reader = answer.body?.getReader();
    let text = "";
    let [byteMs, rowsMs] = [0, 0];
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      byteMs ||= performance.now() - begun;
      text += Buffer.from(part.value).toString("latin1");
      if (rowsMs === 0 && text.includes('class="job"')) rowsMs = performance.now() - begun;
    }
    byteTimes.push(byteMs);
    rowTimes.push(rowsMs);
    bytes = text.length;
  }
  const kb = Number((bytes / 1000).toFixed(1));
  return { byteMs: quantile(byteTimes, 0.5), rowsMs: quantile(rowTimes, 0.5), kb };
}

type Counted<T> = { calls: number; ofPages: number; result: T };

/** How many calls arrive in as long as people look, and how many of them are not of a kind that the background makes. */
async function callsWhile<T>({ emulator }: Installation, work: () => Promise<T>): Promise<Counted<T>> {
  const from = Date.now();
  const result = await work();
  const calls = (await emulator.calls()).filter(({ at }) => at >= from && at < from + lookMs);
  const ofReader = /\/client\/v4\/(?:graphql|(?:zones|accounts)(?:\/\w+\/logpush\/jobs)?)$/;
  return { calls: calls.length, ofPages: calls.filter(({ path }) => !ofReader.test(path)).length, result };
}

async function lookTogether(origin: string, cookies: string[]): Promise<number> {
  const end = Date.now() + lookMs;
  let pages = 0;
  await Promise.all(
    cookies.map(async (cookie, index) => {
      await sleep((index / people) * 4000);
      while (Date.now() < end) {
        await (await fetch(`${origin}${pages % 2 === 0 ? "/" : "/jobs/list?q=http"}`, { headers: { cookie } })).text();
        pages += 1;
        await sleep(4000);
      }
    }),
  );
  return pages;
}
