import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { PageHeader } from "#components/layout/page-header.tsx";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { ExplainTabs } from "./explain-tabs.tsx";

function open() {
  openPage(
    <>
      <PageHeader title="Explain" />
      <ExplainTabs first="error" />
    </>,
  );
  return page.getByLabelText("Error message, response or status", { exact: true });
}

test("answers, statuses and unknown texts are distinguished", async () => {
  const input = open();
  await input.fill(
    '{"result":[{"error_message":"error 401: error pushing"},{"error_message":"x509: certificate signed by unknown authority"}]}',
  );
  const found = page.getByRole("region", { name: "What it means" });
  await expect.element(found).toHaveTextContent("2 different messages were found in it.");
  await expect.element(found.getByRole("region", { name: /401 Unauthorized/ })).toBeVisible();
  await expect.element(found.getByRole("region", { name: /not from a public CA/ })).toHaveTextContent("Our reading");
  await input.fill("1106");
  await expect
    .element(found.getByRole("region", { name: "The endpoint did not respond in time." }))
    .toHaveTextContent("Documented");
  await input.fill("1107");
  await expect.element(found).toHaveTextContent("Logpush health reports 1107, a Cloudflare code");
  await input.fill("a riddle of the sphinx");
  await expect.element(found).toHaveTextContent("Headgate does not recognize this message.");
  await expect.element(found).toHaveTextContent("Not recognized: this is general advice");
  await expect
    .element(found.getByRole("region", { name: "Original message" }))
    .toHaveTextContent("a riddle of the sphinx");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect.element(input).toHaveFocus();
  await page.getByRole("button", { name: "Status 1105" }).click();
  await expect.element(found).toHaveTextContent("The endpoint's host name does not resolve.");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText(/^All \d+ recognized causes/).click();
  await page.getByRole("button", { name: "This zone or account has reached its job limit." }).click();
  await expect
    .element(found.getByRole("region", { name: "This zone or account has reached its job limit." }))
    .toBeVisible();
});

test("axe finds nothing and nothing overflows at 375 px in the dark", async () => {
  const look = { width: 375, colorScheme: "dark" } as const;
  await setLook(look);
  const input = open();
  for (const text of ["", `error 500: error pushing: ${"x".repeat(900)}`, "1102", "riddle"]) {
    await input.fill(text);
    const original = page.getByRole("region", { name: "Original message" });
    await expect.element(original).toHaveLength(text === "" ? 0 : 1);
    await expectFit(look, text);
  }
});
