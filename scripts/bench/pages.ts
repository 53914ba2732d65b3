import { quantile, type Row, ratio } from "./tables.ts";

const pageLoads = 15;
const upstreamDelayMs = 100;

export const pagesTitle = `Server time with ${upstreamDelayMs} ms of upstream delay, ms`;
export const pagesColumns = ["page", "loads", "p50 without delay", "p50 with delay", "with / without"];

/** The whole response of a page, with and without a delay of every upstream answer. */
export async function measurePages(origin: string, store: string): Promise<Row[]> {
  const list = await (await fetch(origin)).text();
  const detail = /href="(\/(?:zones|accounts)\/[^/"]+\/jobs\/\d+)"/.exec(list)?.[1] ?? "/";
  const faults = `${origin}/emulator/client/v4/__emulator/faults`;
  const headers = { authorization: `Bearer ${"bench-token-".padEnd(30, "0")}`, "content-type": "application/json" };
  const rows: Row[] = [];
  for (const [name, path] of [
    ["list", "/"],
    ["detail", detail],
    ["form", "/jobs/new"],
  ] as const) {
    const plain = await loadTimes(origin + path);
    const body = JSON.stringify({ at: "before", kind: "delay", delayMs: upstreamDelayMs });
    await fetch(faults, { method: "POST", headers, body });
    const delayed = await loadTimes(origin + path);
    await fetch(faults, { method: "DELETE", headers });
    const [without, withDelay] = [quantile(plain, 0.5), quantile(delayed, 0.5)];
    rows.push([`${name}, ${store}`, pageLoads, without, withDelay, ratio(withDelay, without)]);
  }
  return rows;
}

async function loadTimes(url: string): Promise<number[]> {
  const times: number[] = [];
  for (let load = 0; load < pageLoads; load += 1) {
    const from = performance.now();
    await (await fetch(url)).text();
    times.push(performance.now() - from);
  }
  return times;
}
