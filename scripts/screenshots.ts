// Takes the pictures of docs/screenshots from the built app on the emulator: `npm run screenshots`, or only those whose
// names begin with a word: `npm run screenshots -- receiver story`.
import { mkdir, readFile } from "node:fs/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { JobFormPage } from "../e2e/pages/job-form.page.ts";
import { browserArgs, findBrowser } from "./find-browser.mjs";
import { sections } from "./screenshot-sections.ts";
import { story } from "./screenshot-story.ts";
import { withApp } from "./serve.mjs";

const folder = "docs/screenshots";
const widths = [1280, 375];
const themes = ["light", "dark"] as const;
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.some((start) => name.startsWith(start));

/** In this order: the receiver's page shows what the job of `createExample` has sent. */
const screens: [name: string, open: (page: Page) => Promise<void>][] = [
  ["list", openList],
  ["form", fillForm],
  ["detail", openDetail],
  ["receiver", openReceiver],
];

await mkdir(folder, { recursive: true });
const executablePath = await findBrowser();
// The default port, because the pictures show the address.
await withApp(
  async (origin: string) => {
    const browser = await chromium.launch({ executablePath, args: browserArgs });
    for (const [name, open] of screens.filter(([name]) => isWanted(name))) {
      if (name === "receiver") await createExample(browser, origin);
      for (const width of widths) {
        for (const theme of themes) await shoot(browser, { origin, name, open, width, theme });
      }
    }
    for (const [name, open] of sections.filter(([name]) => isWanted(name))) {
      await shoot(browser, { origin, name, open, width: 1280, theme: "light" });
      await shoot(browser, { origin, name, open, width: 375, theme: "dark" });
    }
    for (const { name, act, open, isNarrowToo } of story.filter(({ name }) => isWanted(name))) {
      const page = await browser.newPage({ baseURL: origin });
      await act(page);
      await page.close();
      await shoot(browser, { origin, name, open, width: 1280, theme: "light" });
      if (isNarrowToo) await shoot(browser, { origin, name, open, width: 375, theme: "dark" });
    }
    if (isWanted("social")) await shootSocialImage(browser, origin);
    await browser.close();
  },
  { PORT: process.env.PORT ?? "3000" },
);

/** The picture for links to a Headgate, drawn with the app's own fonts. */
async function shootSocialImage(browser: Browser, origin: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });
  await page.goto(`${origin}/jobs/new`);
  const faces = await page.evaluate(() =>
    Array.from(document.styleSheets)
      .flatMap((sheet) => Array.from(sheet.cssRules))
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .map((rule) => rule.cssText)
      .join(""),
  );
  await page.setContent(await readFile("scripts/social-image.html", "utf8"));
  await page.addStyleTag({ content: faces.replaceAll("../media/", "/_next/static/media/") });
  await page.getByRole("heading").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: "app/opengraph-image.png" });
  await page.close();
}

type Shot = {
  origin: string;
  name: string;
  open: (page: Page) => Promise<void>;
  width: number;
  theme: (typeof themes)[number];
};

async function shoot(browser: Browser, { origin, name, open, width, theme }: Shot): Promise<void> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: width > 600 ? 800 : 812 },
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await open(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${folder}/${name}-${theme}-${width}.png`, animations: "disabled" });
  console.log(`${folder}/${name}-${theme}-${width}.png`);
  await context.close();
}

async function openList(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("table", { name: "Logpush jobs" }).waitFor();
  await page.getByRole("switch").and(page.locator(":enabled")).first().waitFor();
}

/** The example of Cloudflare's page "Enable HTTP destination". */
async function fillForm(page: Page): Promise<void> {
  const form = new JobFormPage(page);
  await form.open();
  await form.name.fill("theburritobot.com-https");
  await form.endpoint.fill("https://logs.example.com");
  await form.addHeader("Authorization", "Basic REDACTED");
  await form.addParameter("tags", "host:theburritobot.com,dataset:http_requests");
  await page.getByLabel("Max upload bytes", { exact: true }).fill("5000000");
  await page.getByLabel("Max upload records", { exact: true }).fill("1000");
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** A failing job: its page says why and what to do. */
async function openDetail(page: Page): Promise<void> {
  await openList(page);
  await page.getByRole("link", { name: "edge-logs", exact: true }).first().click();
  await page.getByRole("region", { name: "Failure" }).waitFor();
}

/** Creates the example and waits until its first records have been delivered. */
async function createExample(browser: Browser, origin: string): Promise<void> {
  const page = await browser.newPage({ baseURL: origin });
  await fillForm(page);
  await page.getByRole("button", { name: "Create job" }).click();
  await page.waitForURL(/\?created=/);
  await page.waitForTimeout(8000);
  await page.close();
}

async function openReceiver(page: Page): Promise<void> {
  await page.goto("/receiver");
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByText("logs.example.com").first().waitFor();
}
