import { setTimeout as sleep } from "node:timers/promises";
import { actionHeaders, findBuiltAction } from "../built-actions.ts";
import { mostIn } from "../faults/checks.ts";
import { fleet, type Installation, install, readList } from "./fleet.ts";
import type { BenchStore } from "./stores.ts";
import { print, ratio } from "./tables.ts";

/** What a run may spend, and in which time. */
const share = { calls: 800, windowMs: 300_000 };
const longestMs = 60 * 60_000;

type Ref = { scopeKind: "zones"; scopeId: string; jobId: number };

/** One job of each zone is disabled by a run, and the run is rolled back: calls, times, and what is left different. */
export async function measureRuns(stores: BenchStore[]): Promise<void> {
  for (const store of stores) {
    const large = await install({ zones: fleet.zones, jobs: 1 }, await store.fresh());
    try {
      await measureRun(store, large);
    } finally {
      await large.stop();
    }
  }
}

async function measureRun({ name }: BenchStore, large: Installation): Promise<void> {
  await waitUntilRead(large);
  const refs = await readEnabled(large);
  const before = await readSettings(large, refs);

  const planned = await counted(large, () => call<{ id: string }>(large, "createRun", { kind: "disable", refs }));
  const applied = await counted(large, () => applyAndWait(large, planned.result.id));
  const again = await call<{ id: string }>(large, "createRun", { kind: "disable", refs });
  const idle = await counted(large, () => applyAndWait(large, again.id));
  const back = await counted(large, async () => {
    const { id } = await call<{ id: string }>(large, "rollBackRun", { id: planned.result.id });
    return waitUntilOver(large, id);
  });
  const after = await readSettings(large, refs);
  const different = before.filter((text, index) => text !== after[index]).length;

  const paceMs = (calls: number) => (calls / share.calls) * share.windowMs;
  print(
    `${name}: a run over one job in each of ${fleet.zones} zones, ${fleet.delayMs} ms of API delay, 1,200 calls in five minutes`,
    ["what", "s", "its own calls", "at 800 in 300 s, s", "relative", "results"],
    [
      row("plan", planned, ""),
      row("apply", applied, applied.result),
      row("apply again", idle, idle.result),
      row("roll back", back, back.result),
    ],
  );
  print(
    `${name}: the calls of the whole measurement`,
    ["calls in 300 s, at most", "jobs that differ after the roll back"],
    [
      [
        mostIn(
          (await large.emulator.calls()).map(({ at }) => at),
          share.windowMs,
        ),
        different,
      ],
    ],
  );

  function row(what: string, { ms, calls }: Counted<unknown>, results: string) {
    const least = paceMs(calls);
    return [
      what,
      Math.round(ms / 1000),
      calls,
      Math.round(least / 1000),
      calls === 0 ? "-" : ratio(ms, least),
      results,
    ];
  }
}

async function waitUntilRead(large: Installation): Promise<void> {
  for (;;) {
    const page = await readList(large);
    if (page.total === fleet.zones && page.unreadScopes === 0) return;
    await sleep(1000);
  }
}

/** The jobs that a run can disable: Cloudflare refuses a change while the endpoint fails. */
async function readEnabled(large: Installation): Promise<Ref[]> {
  const refs: Ref[] = [];
  for (let page = 1; ; page += 1) {
    const { rows, count } = await readList(large, `page=${page}`);
    for (const { key, enabled } of rows) {
      const [, scopeId = "", jobId = ""] = key.split("/");
      if (enabled) refs.push({ scopeKind: "zones", scopeId, jobId: Number(jobId) });
    }
    if (page >= count) return refs;
  }
}

/** Each job as the API has it, without what its deliveries change. */
async function readSettings({ emulator }: Installation, refs: Ref[]): Promise<string[]> {
  const jobs: string[] = [];
  for (const { scopeId, jobId } of refs) {
    const found = (await emulator.jobs(scopeId)).find(({ id }) => id === jobId);
    const { last_error: _, ...settings } = { last_complete: null, error_message: null, ...found, last_error: null };
    jobs.push(JSON.stringify({ ...settings, last_complete: null, error_message: null }));
  }
  return jobs;
}

async function applyAndWait(large: Installation, id: string): Promise<string> {
  await call(large, "applyRun", { id, stopAfter: null });
  return waitUntilOver(large, id);
}

/** Calls a server action as the browser does. */
async function call<T>({ origin, cookie }: Installation, name: string, input: object): Promise<T> {
  const action = findBuiltAction(name);
  const answer = await fetch(`${origin}${action.path}`, {
    method: "POST",
    headers: { cookie, origin, ...actionHeaders(action) },
    body: JSON.stringify([input]),
  });
  const text = await answer.text();
  const found = /^\w+:(\{"ok":true,.*\})$/m.exec(text)?.[1];
  if (found === undefined) throw new Error(`${name}: ${answer.status} ${/E_[A-Z_]+/.exec(text)?.[0] ?? ""}`);
  const { value }: { value: T } = JSON.parse(found);
  return value;
}

/** Reads the page of a run, as a person who waits for its end, and resolves to its results. */
async function waitUntilOver({ origin, cookie }: Installation, id: string): Promise<string> {
  const begun = performance.now();
  for (;;) {
    const text = await (await fetch(`${origin}/runs/${id}`, { headers: { cookie } })).text();
    const status = /The run is (finished|stopped)\. /.exec(text)?.[1];
    if (status !== undefined) {
      const found = Array.from(text.matchAll(/>([\d,]+)<!-- --> <span[^>]*>([a-z ]+)<\/span>/g));
      return `${status}: ${found.map(([, count, outcome]) => `${count} ${outcome}`).join(", ")}`;
    }
    if (performance.now() - begun > longestMs) throw new Error(`The run ${id} does not end.`);
    await sleep(500);
  }
}

type Counted<T> = { ms: number; calls: number; result: T };

/** How long it takes, and the calls of its own: those of the background reader are others. */
async function counted<T>({ emulator }: Installation, work: () => Promise<T>): Promise<Counted<T>> {
  const [from, begun] = [Date.now(), performance.now()];
  const result = await work();
  const ms = performance.now() - begun;
  const calls = (await emulator.calls()).filter(({ at, path }) => at >= from && /\/jobs\/\d+$/.test(path));
  return { ms, calls: calls.length, result };
}
