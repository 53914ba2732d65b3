import { describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitLooks, setLook } from "#components/testing/fit-looks.ts";
import { press } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

const open = () => page.getByRole("button", { name: "Batching and cost", exact: true }).click();

const limitButton = (unit: "bytes" | "records" | "seconds", name: "Default" | "Off") =>
  page.getByRole("group", { name: `${unit} limit` }).getByRole("button", { name });

test("default, off and a value are shown and sent differently", async () => {
  const { sent } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/batching");
  await open();
  const [bytes, records] = [page.getByLabelText("Max upload bytes"), page.getByLabelText("Max upload records")];
  await expect
    .element(page.getByRole("region", { name: "Batching and cost" }))
    .toHaveTextContent("Service default: 30 s, 100,000 records or the destination’s own limit");
  await expect.element(limitButton("bytes", "Default")).toHaveAttribute("aria-pressed", "true");

  await bytes.fill("8.2 MB");
  await expect.element(bytes).toHaveAccessibleDescription("= 8.2 MB");
  await expect.element(limitButton("bytes", "Default")).toHaveAttribute("aria-pressed", "false");
  await press(limitButton("records", "Off"), "{Enter}");
  await expect.element(records).toHaveValue("off");
  await expect.element(records).toHaveAccessibleDescription("Off: no limit");
  await expect.element(limitButton("records", "Off")).toHaveAttribute("aria-pressed", "true");
  await expect.element(form.curl).toHaveTextContent('"max_upload_bytes": 8200000');
  await expect.element(form.curl).toHaveTextContent('"max_upload_records": 0');
  await expect.element(form.curl).not.toHaveTextContent("max_upload_interval_seconds");
  await form.submit.click();
  await expect.poll(sent).toMatchObject({ max_upload_bytes: 8_200_000, max_upload_records: 0 });
  expect(sent()).not.toHaveProperty("max_upload_interval_seconds");
});

test("a saved limit is reset to the default as null", async () => {
  const { sent } = await openSavedForm({
    ...{ id: 7, name: "limits-back", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/batching",
    output_options: { field_names: ["RayID"] },
    max_upload_bytes: 0,
    max_upload_records: 5000,
  });
  await open();
  await expect.element(limitButton("bytes", "Off")).toHaveAttribute("aria-pressed", "true");
  await limitButton("bytes", "Default").click();
  await limitButton("records", "Off").click();
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review.getByRole("row", { name: /Max upload bytes/ })).toHaveTextContent("not set");
  await expect.element(review.getByRole("row", { name: /Max upload records/ })).toHaveTextContent("off");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect.poll(sent).toEqual({ max_upload_bytes: null, max_upload_records: 0 });
});

test("a limit outside its range is an error at its field, and the result of disabling all three is unknown", async () => {
  await openForm();
  await page.getByLabelText("Max upload interval").fill("10 min");
  await expect
    .element(page.getByRole("region", { name: "Batching and cost" }))
    .toHaveTextContent("600 is not in the range from 30 to 300.");
  await open();
  for (const unit of ["bytes", "records", "seconds"] as const) await limitButton(unit, "Off").click();
  await expect.element(page.getByText("What closes a batch then is not documented")).toBeVisible();
  await page.getByLabelText("Requests per second").fill("100");
  await expect.element(page.getByText("No documented limit closes a batch")).toBeVisible();
});

describe("the effect of the limits at a given traffic", () => {
  test("is described in words, with the price and its date", async () => {
    const { actions } = await openForm();
    await page.getByLabelText("Max upload records").fill("1000");
    await page.getByRole("button", { name: "Estimate cost" }).click();
    await expect.element(page.getByLabelText("Requests per second")).toHaveFocus();
    const batches = page.getByRole("region", { name: "Batching and cost" });
    await expect.element(batches).toHaveTextContent("Enter your requests per second");
    await page.getByLabelText("Requests per second").fill("2k");
    await expect
      .element(
        batches.getByText(
          "1,000 records every 0.5 s at 2,000 requests a second. First to close a batch: Max upload records.",
        ),
      )
      .toBeVisible();

    await page.getByLabelText("Bytes per record").fill("1000");
    await expect.element(batches.getByRole("row", { name: /Volume/ })).toHaveTextContent("5,184 GB per month");
    await expect.element(batches.getByRole("row", { name: /Price/ })).toHaveTextContent("$515.90 per month");
    await expect
      .element(batches.getByRole("row", { name: /Requests to your server/ }))
      .toHaveTextContent("120 per minute");
    await expect.element(batches).toHaveTextContent("Prices of 2026-09-30 for destinations outside Cloudflare");
    await expect.element(page.getByRole("button", { name: "Estimated cost: $515.90 per month" })).toBeVisible();
    await page.getByLabelText("Included GB per month").fill("5,000");
    await expect.element(page.getByRole("button", { name: "Estimated cost: $18.40 per month" })).toBeVisible();
    await page.getByLabelText("Price per additional GB").fill("1");
    await expect.element(batches.getByRole("row", { name: /Price/ })).toHaveTextContent("$184.00 per month");

    await page.getByLabelText("Match rate").fill("10%");
    await form.openSection("Format");
    await page.getByLabelText("Sample rate").fill("0.5");
    await expect.element(batches.getByRole("row", { name: /^Records/ })).toHaveTextContent("100 per second");
    await page.getByRole("button", { name: /Use the estimate/ }).click();
    await expect.element(page.getByLabelText("Bytes per record")).toHaveFocus();
    const bytes = page.getByLabelText("Bytes per record").element();
    expect(bytes instanceof HTMLInputElement && Number(bytes.value)).toBeGreaterThan(100);

    await press(page.getByLabelText("Requests per second"), "{Enter}");
    await page.getByLabelText("Requests per second").fill("many");
    await expect.element(batches).toHaveTextContent("This is not a number.");
    expect(actions.createJob).not.toHaveBeenCalled();
  });

  test("fits, and axe finds nothing", async () => {
    await setLook({ width: 320, colorScheme: "light" });
    await openForm();
    await open();
    await limitButton("records", "Off").click();
    await page.getByLabelText("Requests per second").fill("123456789");
    await page.getByLabelText("Bytes per record").fill("x");
    await expect
      .element(page.getByRole("region", { name: "Batching and cost" }))
      .toHaveTextContent("This is not a number.");
    await expectFitLooks("refused", 320);
    await page.getByLabelText("Bytes per record").fill("987654321");
    await expect.element(page.getByRole("row", { name: /Price/ })).toBeVisible();
    await expectFitLooks("estimated", 320);
  });
});
