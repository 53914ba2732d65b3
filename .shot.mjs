import { chromium } from "@playwright/test";
import { browserArgs, findBrowser } from "./scripts/find-browser.mjs";

const base = "http://127.0.0.1:4160";
const [, , ...names] = process.argv;
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
for (const spec of names) {
  const [name, path, size = "1280x800", scheme = "light", full] = spec.split("|");
  const [width, height] = size.split("x").map(Number);
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && console.log(name, "console", m.text().slice(0, 300)));
  page.on("pageerror", (e) => console.log(name, "pageerror", e.message.slice(0, 300)));
  await page.goto(base + path, { waitUntil: "networkidle" }).catch((e) => console.log(e.message));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `/tmp/job-shots/${name}.png`, fullPage: full === "full" });
  await context.close();
}
await browser.close();
