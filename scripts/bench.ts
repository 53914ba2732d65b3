// Measures the built app on the emulator and prints a report: `npm run bench`, and for 1,000 zones with 10,000 jobs, in a
// quarter of an hour, `npm run bench -- fleet`, or runs over them: `npm run bench -- runs`. Nothing here passes or fails.
import { type Browser, chromium, type Page } from "@playwright/test";
import { JobFormPage } from "../e2e/pages/job-form.page.ts";
import { measureFleets } from "./bench/fleet.ts";
import { measureHealth } from "./bench/health.ts";
import { measurePages, pagesColumns, pagesTitle } from "./bench/pages.ts";
import { measureRuns } from "./bench/runs.ts";
import { measureStart, startColumns } from "./bench/start.ts";
import { openBenchStores } from "./bench/stores.ts";
import { print, quantile, type Row } from "./bench/tables.ts";
import { browserArgs, findBrowser } from "./find-browser.mjs";
import { withApp } from "./serve.mjs";

const headers = 200;
const fields = 120;
const keysPerRun = 120;
/** With the routes that delay its answers. */
const onEmulator = { HEADGATE_EMULATOR_FAULTS: "1" };

type KeyTimes = { updatedMs: number; paintedMs: number };

const [what = "usual"] = process.argv.slice(2);
const stores = await openBenchStores();
try {
  if (what === "fleet") await measureFleets(stores);
  else if (what === "runs") await measureRuns(stores);
  else await measureUsual();
} finally {
  for (const store of stores) await store.stop();
}

async function measureUsual(): Promise<void> {
  const executablePath = await findBrowser();
  const pages: Row[] = [];
  for (const { name, fresh } of stores) {
    const measure = (origin: string) => measurePages(origin, name);
    pages.push(...(await withApp(measure, { ...(await fresh()), ...onEmulator })));
  }
  print(pagesTitle, pagesColumns, pages);
  print("From the start to the first byte, and memory at rest", startColumns, await measureStart(stores));
  await withApp(async (origin: string) => {
    const browser = await chromium.launch({ executablePath, args: browserArgs });
    print(
      "Key press to preview, ms",
      ["CPU", "keys", "updated p50", "updated p98", "painted p50", "painted p98"],
      [await measureKeys(browser, origin, 1), await measureKeys(browser, origin, 4)],
    );
    await browser.close();
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
  }, onEmulator);
}

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
  await form.openFields.press("Enter");
  await form.fields.getByRole("button", { name: "Select all", exact: true }).click();
  const remove = form.fields.getByRole("button", { name: /^Remove field / });
  for (let count = await remove.count(); count > fields; count -= 1) await remove.last().click();
  await form.takeFields();
  await form.showSecrets();
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
  const region = document.querySelector('textarea[name="destinationString"]')?.parentElement;
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
