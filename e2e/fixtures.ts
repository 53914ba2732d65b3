import { test as base, expect, type Page } from "@playwright/test";
import { removeAddedJobs } from "./emulator-api.ts";
import { originsOf } from "./origins.ts";
import { JobFormPage } from "./pages/job-form.page.ts";

/** Tests with the product's pages at hand; each fails when the browser reports an error or a foreign request. */
export const test = base.extend<{
  jobForm: JobFormPage;
  /** Whether pages refresh themselves; otherwise that would take the faults that a test has set for its own reads. */
  refreshesItself: boolean;
  noSurprises: undefined;
  noLeftovers: undefined;
}>({
  refreshesItself: [false, { option: true }],
  page: async ({ page, refreshesItself }, use) => {
    if (!refreshesItself) {
      await page.addInitScript(() => {
        if (localStorage.getItem("headgate.autoRefresh") === null) localStorage.setItem("headgate.autoRefresh", "off");
      });
    }
    await use(page);
  },
  // Each worker has its own server.
  baseURL: async ({ baseURL }, use, { config, parallelIndex }) =>
    use(baseURL ?? originsOf(config.workers)[parallelIndex]),
  jobForm: async ({ page }, use) => use(new JobFormPage(page)),
  noSurprises: [
    async ({ page, baseURL }, use) => {
      const surprises: string[] = [];
      page.on("pageerror", (error) => surprises.push(`page error: ${error.message}`));
      page.on("console", (message) => {
        // A page that is not there is what some tests ask for; the browser reports its status.
        const { url } = message.location();
        const isOwnStatus = [page.url(), `${baseURL}/healthz`].includes(url) || /\/jobs\/(?:list|attention)/.test(url);
        // Requested by the browser, even offline: the icon when the address changes, and the targets of links.
        const isLostExtra =
          /ERR_INTERNET_DISCONNECTED/.test(message.text()) &&
          /icon|[?&]_rsc=|\/jobs\/attention/.test(message.location().url);
        if (message.type() === "error" && !isOwnStatus && !isLostExtra)
          surprises.push(`console: ${message.text()} ${message.location().url}`);
      });
      page.on("request", (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith("http") && origin !== baseURL) surprises.push(`foreign request: ${origin}`);
      });
      await use(undefined);
      expect(surprises).toEqual([]);
    },
    { auto: true },
  ],
  noLeftovers: [
    async ({ baseURL }, use) => {
      await use(undefined);
      await removeAddedJobs(baseURL);
    },
    { auto: true },
  ],
});

/** The palette's code comes some seconds after the page: what is lost of it offline would be a surprise. */
export async function loadLateCode(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForLoadState("networkidle");
}

export { expect };
