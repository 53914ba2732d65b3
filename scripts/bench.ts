// Measures the built app on the emulator and prints a report: `npm run bench`. Nothing here passes or fails.
import { type Browser, chromium, type Page } from "@playwright/test";
import { JobFormPage } from "../e2e/pages/job-form.page.ts";
import { measureHealth } from "./bench-health.ts";
import { browserArgs, findBrowser } from "./find-browser.mjs";
import { withApp } from "./serve.mjs";

const headers = 200;
const fields = 120;
const keysPerRun = 120;
const pageLoads = 15;
const upstreamDelayMs = 100;

type KeyTimes = { updatedMs: number; paintedMs: number };
type Row = (string | number)[];

const executablePath = await findBrowser();
await withApp(
  async (origin: string) => {
    const browser = await chromium.launch({ executablePath, args: browserArgs });
    print(
      "Key press to preview, ms",
      ["CPU", "keys", "updated p50", "updated p98", "painted p50", "painted p98"],
      [await measureKeys(browser, origin, 1), await measureKeys(browser, origin, 4)],
    );
    await browser.close();
    print(
      `Server time with ${upstreamDelayMs} ms of upstream delay, ms`,
      ["page", "loads", "p50 without delay", "p50 with delay", "with delay / delay"],
      await measureServer(origin),
    );
    print(
      "/healthz while the server is kept busy, ms",
      ["what is sent", "requests", "p50", "longest"],
      (await measureHealth(origin)).map(({ title, requests, waits }) => [
        title,
        requests,
        quantile(waits, 0.5),
        quantile(waits, 1),
      ]),
    );
  },
  { HEADGATE_EMULATOR_FAULTS: "1" },
);

/**
 * Types into the last of many header values, and times each key until the shown string has changed and until it is
 * painted.
 */
async function measureKeys(browser: Browser, origin: string, slowdown: number): Promise<Row> {
  const page = await browser.newPage({ baseURL: origin, viewport: { width: 1280, height: 800 } });
  await fillForm(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const input = page.getByLabel("Header value", { exact: true }).last();
  await input.focus();
  await page.evaluate(watchKeys);
  for (let key = 0; key < keysPerRun; key += 1) {
    await page.keyboard.press(key % 20 < 10 ? "a" : "Backspace");
    await page.waitForFunction((count) => Reflect.get(window, "keyTimes").length > count, key);
  }
  const times = await page.evaluate<KeyTimes[]>(() => Reflect.get(window, "keyTimes"));
  await page.close();
  const of = (read: (time: KeyTimes) => number) => times.map(read);
  const updated = of(({ updatedMs }) => updatedMs);
  const painted = of(({ paintedMs }) => paintedMs);
  return [
    `${slowdown}x slower`,
    times.length,
    ...[updated, painted].flatMap((list) => [quantile(list, 0.5), quantile(list, 0.98)]),
  ];
}

/** The largest form that still fits into Cloudflare's 4,096 bytes: many short headers. */
async function fillForm(page: Page): Promise<void> {
  const form = new JobFormPage(page);
  await form.open();
  const pairs = Array.from({ length: headers }, (_, index) => `header_X-${String(index).padStart(3, "0")}=v`);
  await form.destinationString.fill(`https://receiver.headgate.test/bench?${pairs.join("&")}`);
  await page.getByRole("button", { name: "Select all", exact: true }).click();
  const remove = page.getByRole("button", { name: /^Remove field / });
  for (let count = await remove.count(); count > fields; count -= 1) await remove.last().click();
  await form.stored.getByRole("button", { name: "Show secrets" }).click();
}

/**
 * Runs in the page. The observer's callback runs right after the DOM change; the message after a frame arrives after
 * painting.
 */
function watchKeys(): void {
  const times: KeyTimes[] = [];
  Reflect.set(window, "keyTimes", times);
  let pressedAt: number | undefined;
  document.addEventListener("keydown", (event) => (pressedAt = event.timeStamp), { capture: true });
  const region = document.querySelector('section[aria-label="What Cloudflare stores"]');
  if (!region) throw new Error("There is no preview.");
  new MutationObserver(() => {
    if (pressedAt === undefined) return;
    const from = pressedAt;
    pressedAt = undefined;
    const updatedMs = performance.now() - from;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => times.push({ updatedMs, paintedMs: performance.now() - from });
      channel.port2.postMessage(null);
    });
  }).observe(region, { subtree: true, childList: true, characterData: true });
}

/** The whole response of a page, with and without a delay of every upstream answer. */
async function measureServer(origin: string): Promise<Row[]> {
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
    rows.push([
      name,
      pageLoads,
      quantile(plain, 0.5),
      quantile(delayed, 0.5),
      `${(quantile(delayed, 0.5) / upstreamDelayMs).toFixed(2)}x`,
    ]);
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

function quantile(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1));
}

function print(title: string, columns: string[], rows: Row[]): void {
  console.log(`\n${title}`);
  for (const row of [columns, ...rows]) console.log(row.map((cell) => String(cell).padEnd(20)).join(""));
}
