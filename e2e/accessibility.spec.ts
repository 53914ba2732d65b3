import { axeFindings } from "./axe.ts";
import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

for (const width of [1280, 375]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing at ${width} px, ${colorScheme}`, async ({ page, jobForm, baseURL }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const job = await apiCreateJob(baseURL, {
        name: `axe-${width}-${colorScheme}`,
        dataset: "http_requests",
        destination_conf: "https://receiver.headgate.test/axe?header_X-Secret=abc&tags=a:b",
        filter: "",
      });
      const check = async (state: string) => {
        expect(await axeFindings(page), state).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${state}: width`).toBeLessThanOrEqual(0);
      };

      await page.goto("/");
      await page.getByRole("table").waitFor();
      await check("list");
      await page.goto("/?q=nothing-has-this-name");
      await page.getByRole("button", { name: "Clear filters" }).waitFor();
      await check("list, nothing found");

      await jobForm.open();
      await check("form, empty");
      await jobForm.addHeader("Bad Name", "Basic%20abc");
      await page.getByText("Add authentication or Content-Type").click();
      await jobForm.submit.click();
      await page.getByRole("form").getByRole("alert").waitFor();
      await check("form, with errors");

      await page.goto(job.path);
      await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
      await check("detail");
      await page.getByLabel("Job name").fill("another");
      await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).click();
      await page.getByRole("dialog", { name: "Review changes" }).waitFor();
      await check("detail, review");

      await page.goto(job.path);
      // A press before React has taken over is lost.
      await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
      await page.getByRole("button", { name: "Delete job" }).first().click();
      await page.getByRole("dialog").getByText('"dataset"').waitFor();
      await check("detail, delete");

      await page.goto("/explain");
      await page
        .getByLabel("Destination string", { exact: true })
        .fill("http://h.example?header_A=b c&header_a=d+e&token=x");
      await page.getByRole("region", { name: "Findings" }).waitFor();
      await check("explain");
      await page.goto("/receiver");
      await check("receiver");
      await page.goto("/no-such-page");
      await check("not found");
    });
  }
}
