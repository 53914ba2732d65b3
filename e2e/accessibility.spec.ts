import { expectFitAllLooks } from "./axe.ts";
import { test } from "./fixtures.ts";

// What a page shows after a press is in the component tests (`expectFitLooks`).
test("axe finds nothing on the list, the form, the test receiver and where there is no page", async ({ page }) => {
  test.slow();
  const goTo = async (name: string) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  };
  await page.goto("/no-such-page");
  await expectFitAllLooks(page, "not found");
  await goTo("Jobs");
  await page.getByRole("table").waitFor();
  await expectFitAllLooks(page, "list");
  await goTo("New job");
  await page.getByRole("button", { name: "Create job" }).and(page.locator(":enabled")).waitFor();
  await expectFitAllLooks(page, "form");
  await goTo("Test receiver");
  await page.getByRole("heading", { level: 1, name: "Test receiver" }).waitFor();
  await expectFitAllLooks(page, "receiver");
});
