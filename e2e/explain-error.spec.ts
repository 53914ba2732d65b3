import { expect, loadLateCode, test } from "./fixtures.ts";
import { focus } from "./keys.ts";

const canary = "canary-51ab";

test("an error is explained without a network, and its text does not leave the page", async ({ page, context }) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.goto("/explain");
  await page.locator("textarea:enabled").waitFor();
  await loadLateCode(page);
  await context.setOffline(true);
  const first = page.getByRole("tab", { name: "A destination string" });
  await focus(first);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "An error message" })).toBeFocused();
  await expect(page).toHaveURL(/\/explain\?error$/);

  const input = page.getByLabel("Error message, response or status", { exact: true });
  await input.fill(`error 415: error pushing: error uploading to https: 415 {"message":"${canary}"}`);
  const cause = page.getByRole("region", { name: "The endpoint rejected the Content-Type (415)." });
  await expect(cause).toContainText("Does the destination have a Content-Type header?");
  await expect(cause).toContainText("Add a Content-Type header: application/json");
  await expect(cause.getByRole("region", { name: "Original message" })).toContainText(canary);
  await expect(cause).toContainText("Observed on real jobs");
  await expect(cause.getByRole("link")).toHaveAttribute("href", "https://github.com/elastic/integrations/issues/8342");

  // The other tab keeps this tab's text, and the address never contains it.
  await page.getByRole("tab", { name: "A destination string" }).click();
  await expect(page).toHaveURL(/\/explain$/);
  await page.getByRole("tab", { name: "An error message" }).click();
  await expect(input).toHaveValue(new RegExp(canary));
  await context.setOffline(false);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  expect([kept, ...requests].filter((text) => text.includes(canary))).toEqual([]);
  await page.goto("/explain?error");
  await expect(input).toBeVisible();
});
