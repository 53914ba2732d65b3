import { apiCreateJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { focus } from "./keys.ts";
import { CheckPage } from "./pages/check.page.ts";

test("jobs that push to the same endpoint are searched only on request", async ({ page, jobForm, baseURL }) => {
  const job = await apiCreateJob(baseURL, {
    name: "already-there",
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/same?header_X-Key=canary-5a",
  });
  const [, kind, id] = job.path.split("/");
  const bodies: string[] = [];
  await jobForm.open();
  page.on("response", async (response) => bodies.push(await response.text().catch(() => "")));
  let posts = 0;
  page.on("request", (request) => (posts += request.method() === "POST" ? 1 : 0));
  await jobForm.chooseScope(`${kind}/${id}`);
  await page.waitForLoadState("networkidle");
  const checks = new CheckPage(page);
  await checks.open();
  const search = checks.section.getByRole("button", { name: "Find duplicates" });
  await search.click();
  await expect(page.getByText("Endpoint URL is required.").first()).toBeVisible();
  posts = 0;

  await jobForm.endpoint.fill("https://receiver.headgate.test/same");
  await jobForm.addHeader("X-Key", "another");
  await focus(jobForm.name);
  expect(posts).toBe(0);
  await search.click();
  const list = page.getByRole("list", { name: "Jobs that push there" });
  await expect(list.getByRole("listitem")).toHaveText([
    /^already-there http_requests, the same dataset, same host and path/,
  ]);
  await expect(page.getByText("Cloudflare has no job with this exact string.")).toBeVisible();
  await expect(list.getByRole("link", { name: "already-there" })).toHaveAttribute("href", job.path);
  expect(posts).toBe(1);

  await page.getByLabel("Header value", { exact: true }).fill("canary-5a");
  await expect(page.getByText("The form has changed since then: Other jobs push there. Run it again.")).toBeVisible();
  await search.click();
  await expect(list).toContainText("the same string");
  await expect(page.getByText("Cloudflare confirms that this exact string is in use.")).toBeVisible();

  await jobForm.endpoint.fill("https://receiver.headgate.test/nobody-else");
  await search.click();
  await expect(page.getByText("No other job pushes there.")).toBeVisible();
  expect(bodies.filter((body) => body.includes("canary-5a"))).toEqual([]);
});
