import type { Browser, Page } from "@playwright/test";
import { quantile, type Row } from "./tables.ts";

const texts = ["firewall", "north", "example log", "http_requests"];
const clicks = 20;

type Change = { ms: number; rows: number };

/** Searches, filters and sorts the list, and times each until its rows are shown. */
export async function measureSearch(browser: Browser, origin: string, proof: string): Promise<Row[]> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const session = await page.request.post("/session", { headers: { origin }, data: { proof } });
  if (!session.ok()) throw new Error(`No session: ${session.status()}`);
  await page.goto("/");
  await page.getByRole("table", { name: "Logpush jobs" }).waitFor();
  // What a page does when it arrives is measured by the first rows, and would count as the first search here.
  await page.waitForLoadState("networkidle");
  await page.evaluate(watchRows);
  const rows = [
    rowOf("search", await search(page)),
    rowOf("filter", await filter(page)),
    rowOf("sort", await sort(page)),
  ];
  await context.close();
  return rows;
}

function rowOf(what: string, changes: Change[]): Row {
  const times = changes.map(({ ms }) => ms);
  const most = Math.max(...changes.map(({ rows }) => rows));
  return [what, changes.length, quantile(times, 0.5), quantile(times, 0.98), most];
}

async function search(page: Page): Promise<Change[]> {
  const changes: Change[] = [];
  const box = page.getByRole("searchbox", { name: "Search jobs" });
  for (const text of texts) {
    await box.focus();
    for (const key of text)
      changes.push(...(await timed(page, () => page.keyboard.press(key === " " ? "Space" : key))));
    changes.push(
      ...(await timed(page, async () => {
        await page.keyboard.press("Control+a");
        await page.keyboard.press("Backspace");
      })),
    );
  }
  // Its suggestions lie over the pills.
  await box.blur();
  return changes;
}

async function filter(page: Page): Promise<Change[]> {
  const pills = page.getByRole("group", { name: "Status" }).getByRole("button");
  const count = await pills.count();
  const changes: Change[] = [];
  for (let click = 0; click < clicks; click += 1) {
    changes.push(...(await timed(page, () => pills.nth((click + 1) % count).click())));
  }
  await timed(page, () => pills.first().click());
  return changes;
}

async function sort(page: Page): Promise<Change[]> {
  const changes: Change[] = [];
  for (let click = 0; click < clicks; click += 1) {
    const heading = click % 6 < 3 ? "Name" : "Status";
    const button = page.getByRole("columnheader", { name: heading }).getByRole("button");
    changes.push(...(await timed(page, () => button.click())));
  }
  return changes;
}

/** Does something, and waits until the rows of it are shown. Nothing if it does not change the rows. */
async function timed(page: Page, act: () => Promise<unknown>): Promise<Change[]> {
  const before = await page.evaluate<number>(() => Reflect.get(window, "rowChanges").length);
  await act();
  const isShown = await page
    .waitForFunction((count) => Reflect.get(window, "rowChanges").length > count, before, { timeout: 5000 })
    .then(() => true)
    .catch(() => false);
  if (!isShown) return [];
  return page.evaluate<Change[], number>((count) => Reflect.get(window, "rowChanges").slice(count), before);
}

/** Runs in the page: from the key, the click or the choice to the end of the reading that it began. */
function watchRows(): void {
  const changes: Change[] = [];
  Reflect.set(window, "rowChanges", changes);
  let from: number | undefined;
  for (const type of ["keydown", "pointerdown", "change"]) {
    document.addEventListener(type, () => (from = performance.now()), { capture: true });
  }
  const section = document.querySelector('section[aria-label="Jobs"]');
  if (!section) throw new Error("There is no list.");
  new MutationObserver(() => {
    if (from === undefined || section.getAttribute("aria-busy") === "true") return;
    changes.push({ ms: performance.now() - from, rows: section.querySelectorAll(".job").length });
    from = undefined;
  }).observe(section, { attributeFilter: ["aria-busy"] });
}
