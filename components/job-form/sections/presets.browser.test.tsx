import { expect, test } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { check, press } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

/** Opens a template: by its own button, or among the cards. */
async function choose(name: string): Promise<Locator> {
  const pill = page.getByRole("group", { name: "Templates" }).getByRole("button", { name, exact: true });
  if (pill.query()) await pill.click();
  else {
    await page.getByRole("button", { name: /^\d+ more$/ }).click();
    await page.getByRole("dialog", { name: "Templates" }).getByRole("button", { name, exact: true }).click();
  }
  return page.getByRole("dialog", { name });
}

async function openReceiverConfig(): Promise<void> {
  await form.openPreview("Request");
  const title = await page.getByRole("heading", { name: "Receiver config" }).findElement();
  title.closest("summary")?.focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("region", { name: "Receiver configuration" })).toBeVisible();
}

test("New Relic: destination, timestamps and size are set together, and removed together", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/mine");
  await form.addHeader("X-Mine", "1");
  const preset = await choose("New Relic");
  await expect.element(preset).toHaveTextContent("Documented: Cloudflare docs, “Enable New Relic”");
  await expect.element(preset.getByText("Timestamp format")).toBeVisible();

  await preset.getByRole("button", { name: "Apply template" }).click();
  await expect.element(preset.getByText("License key is required.")).toBeVisible();
  await expect.element(preset.getByLabelText("License key")).toHaveFocus();
  await expect.element(form.endpoint).toHaveValue("https://receiver.headgate.test/mine");

  await preset.getByLabelText("Region").selectOptions("EU");
  await preset.getByLabelText("License key").fill("NRAL KEY+1");
  await press(preset.getByLabelText("License key"), "{Enter}");
  await expect.element(preset).not.toBeInTheDocument();
  await expect.element(page.getByText("New Relic applied: 6 changes.")).toBeVisible();
  await form.showSecrets();
  await expect
    .element(form.destinationString)
    .toHaveValue("https://log-api.eu.newrelic.com/log/v1?Api-Key=NRAL%20KEY%2B1&format=cloudflare");
  await form.openSection("Format");
  await expect.element(page.getByLabelText("Timestamp format")).toHaveValue("unix");
  await expect.element(page.getByLabelText("Max upload bytes")).toHaveValue("5000000");
  await expect.element(form.curl).toHaveTextContent('"timestamp_format": "unix"');
  await expect.element(form.curl).toHaveTextContent('"max_upload_bytes": 5000000');
  expect(actions.createJob).not.toHaveBeenCalled();

  await choose("Test receiver");
  await page.getByRole("button", { name: "Apply template" }).click();
  await expect.element(form.destinationString).toHaveValue("https://receiver.headgate.test/");
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect
    .element(form.destinationString)
    .toHaveValue(expect.stringMatching(/^https:\/\/log-api\.eu\.newrelic\.com/));
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect.element(page.getByRole("button", { name: "Undo template" })).not.toBeInTheDocument();
  await expect.element(form.destinationString).toHaveValue("https://receiver.headgate.test/mine?header_X-Mine=1");
  await expect.element(page.getByLabelText("Timestamp format")).toHaveValue("rfc3339");
  await expect.element(page.getByLabelText("Max upload bytes")).toHaveValue("");
});

test("OpenTelemetry: the secret is in the job, and in no program's configuration", async () => {
  const canary = "canary-4f1d";
  const { sent } = await openForm();
  const preset = await choose("OpenTelemetry Collector");
  await preset.getByLabelText("Endpoint URL").fill("https://h.example/otel");
  await preset.getByLabelText("Secret", { exact: true }).fill(canary);
  await page.getByRole("button", { name: "Apply template" }).click();
  const conf = `https://h.example/otel?header_X-CF-Secret=${canary}`;
  await expect.element(form.destinationString).toHaveValue(conf.replace(canary, "••••••••"));
  await form.showSecrets();
  await expect.element(form.destinationString).toHaveValue(conf);
  await openReceiverConfig();
  const config = page.getByRole("region", { name: "Receiver configuration" });
  const kinds = page.getByRole("group", { name: "Program", exact: true });
  for (const [kind, piece] of [
    ["nginx", "$http_x_cf_secret"],
    ["Vector", '.headers."x-cf-secret"'],
    ["OpenTelemetry", "timestamp_format: rfc3339"],
    ["Worker", 'const SECRET_HEADER = "X-CF-Secret"'],
    ["WAF rule", 'http.request.headers["x-cf-secret"]'],
  ] as const) {
    await check(kinds.getByRole("radio", { name: kind }));
    await expect.element(config).toHaveTextContent(piece);
    await expect.element(config).not.toHaveTextContent(canary);
  }
  await form.submit.click();
  await expect.poll(sent).toMatchObject({ destination_conf: conf, output_options: { timestamp_format: "rfc3339" } });
});

test("a job without a secret gets one from the receiver configuration", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/in");
  await openReceiverConfig();
  await page.getByRole("button", { name: "Add X-Logpush-Secret with a random value" }).click();
  await expect.element(page.getByRole("region", { name: "Receiver configuration" })).toHaveFocus();
  await expect.element(page.getByText("Added X-Logpush-Secret to the headers")).toBeVisible();
  await expect
    .element(page.getByLabelText("Header value", { exact: true }))
    .toHaveValue(expect.stringMatching(/^[A-Za-z0-9_-]{43}$/));
  await expect.element(page.getByRole("button", { name: "Add X-Logpush-Secret" })).not.toBeInTheDocument();
  await check(page.getByRole("radio", { name: "OpenTelemetry", exact: true }));
  await expect.element(page.getByRole("button", { name: "Add X-CF-Secret with a random value" })).toBeVisible();
});

test("templates are found by typing, and unsupported ones say why", async () => {
  const { actions } = await openForm();
  await page.getByRole("button", { name: /^\d+ more$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Templates" });
  const search = dialog.getByLabelText("Search templates");
  await search.fill("newrelic");
  await expect.element(dialog.getByText("No template matches.")).toBeVisible();
  await search.fill("relic");
  await expect.element(dialog.getByRole("listitem")).toHaveLength(1);
  await expect
    .element(dialog.getByRole("button", { name: "New Relic" }))
    .toHaveAccessibleDescription(/Changes .*Endpoint URL/);
  await press(search, "{Enter}");
  expect(actions.createJob).not.toHaveBeenCalled();
  await expect.element(page.getByRole("form").getByRole("alert")).not.toBeInTheDocument();
  await search.fill("splunk");
  await expect.element(page.getByRole("list", { name: "Not in the list" })).toHaveTextContent("their own schemes");
  await search.fill("");
  await dialog.getByRole("button", { name: "New Relic" }).click();
  await page.getByRole("button", { name: "All templates" }).click();
  await dialog.getByRole("button", { name: "Test receiver" }).click();
  await page.getByRole("button", { name: "Apply template" }).click();
  await expect.element(form.endpoint).toHaveValue("https://receiver.headgate.test/");
});

// Each width and each theme once, because colors do not depend on the width.
for (const [width, colorScheme] of [
  [1280, "light"],
  [375, "dark"],
] as const) {
  test(`axe finds nothing in templates and receiver config at ${width} px, ${colorScheme}`, async () => {
    const look = { width, colorScheme };
    await setLook(look);
    await openForm();
    await choose("Coralogix");
    await page.getByRole("button", { name: "Apply template" }).click();
    await expect.element(page.getByText("Subsystem name is required.")).toBeVisible();
    await expectFit(look);
    await page.getByRole("button", { name: "All templates" }).click();
    await expectFit(look);
    await userEvent.keyboard("{Escape}");
    await openReceiverConfig();
    await expectFit(look);
  });
}

test("on a saved job a preset replaces the destination, and can be undone", async () => {
  const { actions } = await openSavedForm({
    ...{ id: 7, name: "preset-edit", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/old?header_X-CF-Secret=first&tags=a:b",
  });
  const saved = page.getByText("saved", { exact: true });
  await expect.element(saved).toBeVisible();
  const apply = async () => {
    const preset = await choose("OpenTelemetry Collector");
    await expect.element(page.getByText("A template replaces the saved destination as a whole.")).toBeVisible();
    await expect.element(preset).toHaveTextContent(/the saved value.*another secret value/);
    await preset.getByLabelText("Endpoint URL").fill("https://h.example/new");
    await preset.getByLabelText("Secret", { exact: true }).fill("second");
    await preset.getByRole("button", { name: "Apply template" }).click();
    await expect.element(saved).not.toBeInTheDocument();
  };
  await apply();
  await page.getByRole("button", { name: "Undo template" }).click();
  await expect.element(saved).toBeVisible();
  await apply();
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review).toBeVisible();
  await expect.element(review).not.toHaveTextContent("second");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect
    .poll(() => actions.updateJob.mock.calls[0]?.[0].values)
    .toMatchObject({ endpoint: "https://h.example/new", destinationMode: "edit", isEndpointKept: false });
  expect(actions.updateJob.mock.calls[0]?.[0].values.query).toEqual([
    { kind: "header", name: "X-CF-Secret", value: "second" },
  ]);
});
