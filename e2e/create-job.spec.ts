import type { Locator, Page } from "@playwright/test";
import { apiJobs } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { press } from "./keys.ts";
import { CheckPage } from "./pages/check.page.ts";

const documented =
  "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests";

const everythingStored = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]));

test("the documentation's example, typed into the form, becomes a job that delivers", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  await jobForm.dataset.selectOption("http_requests");
  await jobForm.name.fill("theburritobot.com-https");
  await jobForm.endpoint.fill("https://logs.example.com");
  await jobForm.addHeader("Authorization", "Basic REDACTED");
  await jobForm.addParameter("tags", "host:theburritobot.com,dataset:http_requests");
  await jobForm.chooseFields("RayID", "EdgeStartTimestamp");
  await jobForm.openSection("Format");
  await page.getByLabel("Timestamp format").selectOption("rfc3339");
  await page.getByLabel("Max upload bytes").fill("5000000");
  await page.getByLabel("Max upload records").fill("1000");

  await expect(jobForm.destinationString).toHaveValue(documented.replace("REDACTED", "••••••••"));
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(documented);
  await expect(jobForm.stored).toContainText(documented);
  await expect(jobForm.received).toContainText("POST /?tags=host:theburritobot.com,dataset:http_requests");
  await expect(jobForm.curl).toContainText('"field_names": ["RayID", "EdgeStartTimestamp"]');

  await jobForm.submit.click();
  await jobForm.expectCreated();
  await page.goto("/?q=theburritobot.com-https");
  const row = page.getByRole("table", { name: "Logpush jobs" }).getByRole("row", { name: /theburritobot\.com-https/ });
  await expect(row).toContainText("logs.example.com");
  await expect(row.getByRole("switch")).toBeChecked();
  await row.getByRole("link", { name: "theburritobot.com-https", exact: true }).click();
  const destination = page.getByRole("region", { name: "Destination" });
  await expect(destination).toContainText("https://logs.example.com");
  await expect(destination.getByRole("term").filter({ hasText: "Authorization" })).toBeVisible();
  await expect(destination).toContainText("host:theburritobot.com,dataset:http_requests");
  expect(await page.content()).not.toContain("REDACTED");

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Test receiver" }).click();
  const probe = page.getByRole("listitem").filter({ hasText: "logs.example.com" }).filter({ hasText: "Probe" }).first();
  await probe.click();
  await expect(page.getByText("Basic REDACTED").first()).toBeVisible();
});

/** Opens a template: by its own button, or among the cards. */
async function chooseTemplate(page: Page, name: string): Promise<Locator> {
  const pill = page.getByRole("group", { name: "Templates" }).getByRole("button", { name, exact: true });
  if ((await pill.count()) > 0) await pill.click();
  else {
    await page.getByRole("button", { name: /^\d+ more$/ }).click();
    await page.getByRole("dialog", { name: "Templates" }).getByRole("button", { name, exact: true }).click();
  }
  return page.getByRole("dialog", { name });
}

test("template, limits, filter and transformer reach Cloudflare, and the browser stores no secret", async ({
  page,
  jobForm,
  baseURL,
}) => {
  test.slow();
  const canary = "canary-4f1d";
  const filter =
    '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"geq","value":500},{"or":[{"key":"ClientCountry","operator":"in","value":["de","at"]}]}]}}';
  await jobForm.open();
  await jobForm.chooseScope("theburritobot.com");
  const template = await chooseTemplate(page, "OpenTelemetry Collector");
  await template.getByLabel("Endpoint URL").fill("https://receiver.headgate.test/otel");
  await template.getByLabel("Secret", { exact: true }).fill(canary);
  await page.getByRole("button", { name: "Apply template" }).click();
  await jobForm.name.fill("every-part");
  await jobForm.openSection("Filter");
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  await page.getByLabel("Filter as JSON").fill(filter);
  await jobForm.openSection("Batching and cost");
  await page.getByLabel("Max upload bytes").fill("8.2 MB");
  await press(page.getByRole("group", { name: "records limit" }).getByRole("button", { name: "Off" }), "Enter");
  await jobForm.fillOtherSettings({ transformer_id: 4711, note: "kept" });
  await expect.poll(() => everythingStored(page)).toContain("every-part");
  expect(await everythingStored(page)).not.toContain(canary);

  await jobForm.submit.click();
  await expect(page.getByRole("alert").filter({ hasText: "transformer 4711 not found" })).toBeVisible();
  const transformer = page.getByLabel("Transformer", { exact: true });
  await expect(transformer.getByRole("option", { name: "4711 (not in this account)" })).toHaveCount(1);
  await expect(transformer.getByRole("option", { name: "blocked-dns (gateway_dns)" })).toBeDisabled();
  await transformer.selectOption({ label: "requests-without-addresses" });
  await expect(page.getByLabel("Other settings (JSON)")).toHaveValue(/"transformer_id": 5001/);
  await jobForm.submit.click();
  await jobForm.expectCreated();
  const made = (await apiJobs(baseURL)).find(({ name }) => name === "every-part");
  expect(made).toMatchObject({
    destination_conf: `https://receiver.headgate.test/otel?header_X-CF-Secret=${canary}`,
    output_options: { timestamp_format: "rfc3339" },
    ...{ filter, max_upload_bytes: 8_200_000, max_upload_records: 0, transformer_id: 5001, note: "kept" },
  });
  expect(made?.max_upload_interval_seconds ?? null).toBeNull();
  expect(await everythingStored(page)).not.toContain(canary);
});

test("a refused create is explained and leads to a test delivery, and nothing typed is lost", async ({
  page,
  jobForm,
}) => {
  const alert = page.getByRole("form").getByRole("alert");
  await jobForm.open();
  await jobForm.name.fill("refused");
  await jobForm.endpoint.fill("https://receiver.headgate.test/status/401");
  await jobForm.addHeader("X-Secret", "wrong");
  await jobForm.submit.click();
  await expect(alert).toContainText("401 Unauthorized");
  await expect(alert).toContainText("1002");
  await expect(jobForm.name).toHaveValue("refused");
  await jobForm.showSecrets();
  await expect(jobForm.destinationString).toHaveValue(
    "https://receiver.headgate.test/status/401?header_X-Secret=wrong",
  );

  await jobForm.endpoint.fill("https://nowhere.invalid/");
  await jobForm.submit.click();
  await expect(alert).toContainText("does not resolve");

  await jobForm.endpoint.fill("https://receiver.headgate.test/405");
  await jobForm.submit.click();
  await expect(alert).toContainText("405");
  await page.getByRole("form").getByRole("button", { name: "Test the delivery" }).click();
  await expect(new CheckPage(page).delivery).toContainText("does not allow POST on this path (405)");
});

test("a draft and the results of its checks survive a reload, without the values of its headers", async ({
  page,
  jobForm,
}) => {
  const checks = new CheckPage(page);
  // Reads the stream in the page, because the browser does not always keep it for other readers.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...asked) => {
      const response = await fetch(...asked);
      if (response.url.endsWith("/deliveries/test")) Object.assign(window, { streamed: response.clone().text() });
      return response;
    };
  });
  await jobForm.open();
  await jobForm.name.fill("half-typed");
  await jobForm.endpoint.fill("https://receiver.headgate.test/draft");
  await jobForm.addHeader("X-Secret", "canary-of-the-draft");
  await jobForm.addParameter("tags", "env:prod");
  await expect.poll(() => everythingStored(page)).toContain("env:prod");
  await checks.open();
  await checks.section.getByLabel("What to send").selectOption("records");
  await checks.section.getByLabel("How many records").fill("25");
  await checks.send.click();
  await expect(checks.delivery).toContainText("Delivered: 200");
  await checks.section.getByText("Details of the delivery").click();
  await expect(checks.delivery).toContainText("25 invented records");
  const streamed = await page.evaluate<string>("window.streamed");
  expect(streamed).toContain('"result"');
  expect(streamed.includes("canary"), "the stream").toBe(false);
  expect(await everythingStored(page)).not.toContain("canary");

  await page.reload();
  await expect(page.getByRole("region", { name: "Draft" })).toContainText(/^Resume draft from \d\d:\d\d\?/);
  await expect(jobForm.endpoint).toHaveValue("");
  await jobForm.resumeDraft();
  await expect(page.getByText("Re-enter 1 value; secrets aren’t saved in the browser.")).toBeVisible();
  await expect(jobForm.name).toHaveValue("half-typed");
  await expect(jobForm.endpoint).toHaveValue("https://receiver.headgate.test/draft");
  await expect(page.getByLabel("Header name", { exact: true })).toHaveValue("X-Secret");
  await expect(page.getByLabel("Header value", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Parameter value", { exact: true })).toHaveValue("env:prod");
  await expect(page.getByRole("link", { name: "1 field missing: X-Secret" })).toBeVisible();
  await checks.open();
  await expect(checks.delivery).toContainText(/From before the reload: Delivered: 200 .* Run it again\./);
  expect(await everythingStored(page)).not.toContain("canary");
});
