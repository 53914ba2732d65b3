import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { openJob } from "../testing/open-job.tsx";

const panel = page.getByRole("region", { name: "Code", exact: true });
const job = {
  ...{ id: 7, name: "as-code", dataset: "http_requests", enabled: true },
  destination_conf: "https://receiver.headgate.test/code?header_Authorization=Bearer%20canary-code&tags=env:prod",
};

test.each([
  ["curl", /^curl command$/],
  ["Terraform", /Terraform/],
  ["Python", /Python/],
  ["JSON", /JSON/],
])("what is copied as %s has variables in place of secrets, and never a mask", async (language, region) => {
  await openJob(job, { tab: "code" });
  await panel.getByRole("tab", { name: language, exact: true }).click();
  await expect.element(panel.getByRole("region", { name: region })).toHaveTextContent("as-code");
  await panel.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.element(panel.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await navigator.clipboard.readText();
  expect(text).toContain("tags=env:prod");
  expect(text).toMatch(/logpush_authorization|AUTHORIZATION/i);
  if (language !== "JSON") expect(text).not.toContain("••");
  expect(text).not.toContain("canary");
});

test("a command is for the action that is chosen", async () => {
  await openJob(job, { tab: "code" });
  const curl = page.getByRole("region", { name: "curl command" });
  await expect.element(curl).toHaveTextContent("POST");
  await panel.getByLabelText("Action").selectOptions("Delete");
  await expect.element(curl).toHaveTextContent("-X DELETE");
});
