// Does what people do most with the built app on the emulator, and counts clicks and keys: `npm run clicks`. A text typed
// into a field and an option chosen count as one click. Nothing here passes or fails; a task that is not possible says why.
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Locator, type Page, expect as playwrightExpect } from "@playwright/test";
import { apiCreateJob, apiJob, apiSetAnswer, apiTick } from "../e2e/emulator-api.ts";
import { print, type Row } from "./bench/tables.ts";
import { browserArgs, findBrowser } from "./find-browser.mjs";
import { withApp } from "./serve.mjs";

/** Nothing is timed here, so a busy machine only takes longer. */
const expect = playwrightExpect.configure({ timeout: 60_000 });

/** Counts what a person does. */
class Person {
  clicks = 0;
  keys = 0;

  constructor(
    readonly page: Page,
    readonly origin: string,
  ) {}

  async click(target: Locator): Promise<void> {
    this.clicks += 1;
    await target.click();
  }

  async type(target: Locator, text: string): Promise<void> {
    this.clicks += 1;
    await target.fill(text);
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }
}

/** `before` is what the task took in the interface with one form of four screens; null where it was not possible. */
type Task = {
  title: string;
  before: string;
  start: string;
  /** What the test receiver answers meanwhile. */
  answer?: string;
  act: (person: Person) => Promise<void>;
};

const example = `curl https://api.cloudflare.com/client/v4/zones/$ZONE_ID/logpush/jobs --data '{
  "name": "theburritobot.com-https",
  "output_options": {"field_names": ["EdgeStartTimestamp", "RayID"], "timestamp_format": "rfc3339"},
  "destination_conf": "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
  "max_upload_bytes": 5000000, "max_upload_records": 1000, "dataset": "http_requests", "enabled": true}'`;

const destination = (path: string) => `https://receiver.headgate.test/${path}?header_Authorization=Bearer%20abc`;

const tasks: Task[] = [
  {
    title: "a  create a job with a bearer token, and see its first delivery",
    before: "7",
    start: "/",
    act: async (person) => {
      const { page } = person;
      await person.click(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "New job" }));
      await person.click(person.button("Use the test receiver"));
      await person.type(page.getByLabel("Bearer token", { exact: true }), "abc");
      await person.click(person.button(/^Create job/));
      await page.waitForURL(/\/jobs\/\d+/);
      await apiTick(person.origin);
      await expect(page.getByText("First delivery received").first()).toBeVisible();
    },
  },
  {
    title: "b  create the documentation's example from its command",
    before: "8",
    start: "/",
    act: async (person) => {
      const { page } = person;
      await person.click(person.link("Import"));
      const dialog = page.getByRole("dialog", { name: "Import a job" });
      await dialog.getByRole("textbox").waitFor();
      await page.evaluate((text) => navigator.clipboard.writeText(text), example);
      await dialog.getByRole("textbox").focus();
      await person.press("Control+v");
      await person.click(dialog.getByRole("button", { name: "Fill the form" }));
      await person.click(person.button(/^Create job/));
      await page.waitForURL(/\/jobs\/\d+/);
    },
  },
  {
    title: "c  find out why a job fails, and repair it",
    before: "6",
    start: "/",
    answer: "require-json",
    act: async (person) => {
      const { page } = person;
      await person.click(person.link("fails-415"));
      const failure = page.getByRole("region", { name: "Failure" });
      await person.click(failure.getByRole("button", { name: "Add Content-Type: application/json" }));
      await person.click(page.getByRole("dialog").getByRole("button", { name: "Save changes" }));
      await expect(page.getByText("Changes saved.").first()).toBeVisible();
    },
  },
  {
    title: "d  rotate the secret of several jobs",
    before: "5",
    start: "/?q=rotated",
    act: async (person) => {
      const { page } = person;
      await person.click(person.link("rotated-1"));
      await person.click(person.link("Rotate X-Rotated"));
      await person.type(page.getByLabel("New value", { exact: true }), "new");
      await person.press("Enter");
      await person.click(person.button("Apply plan"));
      await expect(page.getByRole("table", { name: "Results" })).toBeVisible();
    },
  },
  {
    title: "f  disable ten jobs",
    before: "10",
    start: "/?health=healthy",
    act: async (person) => {
      await person.click(person.page.getByRole("checkbox", { name: "Select all" }));
      await person.click(person.button("Disable"));
      await person.click(person.button("Apply plan"));
      await expect(person.page.getByRole("table", { name: "Results" })).toBeVisible();
    },
  },
  {
    title: "g  find the zones without jobs",
    before: "10",
    start: "/",
    act: async (person) => {
      await person.click(person.link("Coverage"));
      const { page } = person;
      await expect(page.getByText(/have no jobs/)).toBeVisible();
      await expect(page.getByRole("row", { name: /free\.example/ })).toContainText("No jobs");
    },
  },
  {
    title: "h  take back yesterday's change, from Activity",
    before: "not possible",
    start: "/activity?q=changed",
    act: async (person) => {
      const { page } = person;
      await person.click(person.button("Undo this change").first());
      await person.click(page.getByRole("dialog").getByRole("button", { name: "Restore", exact: true }));
      await expect(page.getByText(/was restored/)).toBeVisible();
    },
  },
  {
    title: "i  copy the curl command",
    before: "1",
    start: "/jobs/new",
    act: (person) =>
      person.click(
        person.page.getByRole("region", { name: "Preview" }).getByRole("button", { name: "Copy command" }).first(),
      ),
  },
  {
    title: "j  duplicate a job with its secret",
    before: "not possible",
    start: "/?q=changed",
    act: async (person) => {
      await person.click(person.link("changed"));
      await person.click(person.button("Duplicate"));
      await person.click(person.button(/^Create job/));
      await person.page.waitForURL(/\/jobs\/\d+/);
    },
  },
  {
    title: "k  find a job by the path it pushes to",
    before: "not possible",
    start: "/",
    act: async (person) => {
      await person.press("/");
      await person.type(person.page.getByRole("searchbox", { name: "Search jobs" }), "seed/hang");
      await expect(person.link("media-timeouts")).toBeVisible();
    },
  },
  {
    title: "l  copy a link to a filtered list",
    before: "copy the address",
    start: "/?health=failing",
    act: async (person) => {
      await person.click(person.button(/^View:/));
      await person.click(person.page.getByRole("menuitem", { name: "Copy link" }));
    },
  },
  {
    title: "m  open the fourth job by keyboard",
    before: "36 keys",
    start: "/",
    act: async (person) => {
      for (let row = 0; row < 4; row += 1) await person.press("j");
      await person.press("Enter");
      await person.page.waitForURL(/\/jobs\/\d+/);
    },
  },
  {
    title: "m  create a job by keyboard, after its texts",
    before: "59 keys",
    start: "/",
    act: async (person) => {
      const { page } = person;
      await person.press("n");
      await page.getByLabel("Endpoint URL", { exact: true }).fill("https://receiver.headgate.test/keys");
      await person.press("Control+Enter");
      await page.waitForURL(/\/jobs\/\d+/);
    },
  },
  {
    title: "e  the same job in five zones",
    before: "40",
    start: "/?q=copied",
    act: async (person) => {
      const { page } = person;
      await person.click(page.getByRole("checkbox", { name: "Select copied" }));
      await person.click(person.button("Copy to zones"));
      const dialog = page.getByRole("dialog", { name: "Copy to zones" });
      const zones = dialog.getByRole("checkbox", { name: /example/ });
      await expect(zones.nth(4)).toBeVisible();
      await person.click(zones.nth(0));
      // All up to the fifth.
      person.clicks += 1;
      await zones.nth(4).click({ modifiers: ["Shift"] });
      await person.click(dialog.getByRole("button", { name: "Review plan" }));
      await person.click(person.button("Apply plan"));
      const results = page.getByRole("table", { name: "Results" });
      await expect(results.getByText("done", { exact: true })).toHaveCount(5);
    },
  },
];

const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
await withApp(
  async (origin: string) => {
    await apiSetAnswer(origin, "ok");
    await prepare(origin);
    const rows: Row[] = [];
    for (const task of tasks) rows.push(await measure(browser, origin, task));
    print("What people do most", ["task", "before", "clicks", "keys"], rows);
    print("Screens until Create job", ["window", "before", "now"], await measureForm(browser, origin));
  },
  { HEADGATE_EMULATOR_FAULTS: "1" },
);
await browser.close();

async function prepare(origin: string): Promise<void> {
  const job = (name: string) => ({
    name,
    dataset: "http_requests",
    enabled: true,
    destination_conf: destination(name),
  });
  const changed = await apiCreateJob(origin, job("changed"));
  for (const name of ["rotated-1", "rotated-2"]) {
    const conf = "https://receiver.headgate.test/rotated?header_X-Rotated=abc";
    await apiCreateJob(origin, { ...job(name), destination_conf: conf });
  }
  await apiCreateJob(origin, job("fails-415"));
  await apiCreateJob(origin, job("copied"));
  await sleep(12_000);
  await fetch(`${origin}/emulator/client/v4${changed.api}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${"clicks-token-".padEnd(30, "0")}`, "content-type": "application/json" },
    body: JSON.stringify({ max_upload_records: 5000 }),
  });
  await apiJob(origin, changed);
  await sleep(15_000);
}

async function measure(
  from: Browser,
  origin: string,
  { title, before, start, answer = "ok", act }: Task,
): Promise<Row> {
  await apiSetAnswer(origin, answer);
  await apiTick(origin);
  if (answer !== "ok") await sleep(15_000);
  const context = await from.newContext({ baseURL: origin, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(start);
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const person = new Person(page, origin);
  const failure = await act(person).then(
    () => undefined,
    (error: Error) => error.message.split("\n", 1)[0],
  );
  await context.close();
  return failure === undefined ? [title, before, person.clicks, person.keys] : [title, before, failure, ""];
}

async function measureForm(from: Browser, origin: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [width, height, before] of [
    [1280, 800, "4.4"],
    [375, 812, "7.8"],
  ] as const) {
    const page = await from.newPage({ baseURL: origin, viewport: { width, height } });
    await page.goto("/jobs/new");
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / window.innerHeight);
    rows.push([`${width}x${height}`, before, Number(screens.toFixed(1))]);
    await page.close();
  }
  return rows;
}
