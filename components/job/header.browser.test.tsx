import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { describeDeliveryError } from "#lib/logpush/decode/decode.ts";
import { ok } from "#lib/logpush/result.ts";
import { jobs } from "./testing/jobs.ts";
import { openJob } from "./testing/open-job.tsx";

const enabled = page.getByRole("switch", { name: "Enabled", exact: true });
const refusal = page.getByRole("region", { name: "Switch", exact: true });
const toast = (text: string) =>
  page.getByRole("region", { name: "Notifications" }).getByRole("status").filter({ hasText: text });

const down = { ok: false, error: describeDeliveryError("error uploading to https: status:500") } as const;

test("a job whose endpoint is down cannot be disabled, and the page says what helps", async () => {
  const { actions } = await openJob(jobs.healthy);
  actions.setJobEnabled.mockResolvedValueOnce(down);
  await enabled.click();
  await expect.element(refusal).toHaveTextContent("burrito-requests was not disabled.");
  await expect.element(refusal).toHaveTextContent("including disabling");
  await expect.element(enabled).toBeChecked();
  await expect
    .element(refusal.getByRole("link", { name: "Use another endpoint" }))
    .toHaveAttribute("href", expect.stringMatching(/tab=settings/));
  await expect.element(refusal.getByRole("button", { name: "Test the endpoint" })).toBeVisible();
  await expectFitLooks("refused");
  await refusal.getByRole("button", { name: "Delete job" }).click();
  await expect.element(page.getByRole("dialog", { name: "Delete burrito-requests?" })).toBeVisible();
});

test("a refused switch is tried again with one press, and the refusal goes", async () => {
  const { actions } = await openJob(jobs.healthy);
  actions.setJobEnabled.mockResolvedValueOnce(down);
  await enabled.click();
  await refusal.getByRole("button", { name: "Try again" }).click();
  await expect.element(toast("burrito-requests disabled")).toBeVisible();
  await expect.element(refusal).not.toBeInTheDocument();
  expect(actions.setJobEnabled.mock.calls.map(([{ enabled: asked }]) => asked)).toEqual([false, false]);
});

test("a switch can be taken back from its message", async () => {
  const { actions } = await openJob(jobs.healthy);
  await enabled.click();
  await toast("burrito-requests disabled").getByRole("button", { name: "Undo" }).click();
  await expect.element(toast("burrito-requests enabled")).toBeVisible();
  expect(actions.setJobEnabled.mock.calls.map(([{ enabled: asked }]) => asked)).toEqual([false, true]);
});

test("a job is deleted once its name is typed", async () => {
  const { actions, router } = await openJob(jobs.healthy);
  actions.deleteJob.mockResolvedValueOnce(ok(null));
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete burrito-requests?" });
  const remove = dialog.getByRole("button", { name: "Delete job" });
  await expect.element(remove).toBeDisabled();
  await dialog.getByLabelText("Type burrito-requests to confirm").fill("burrito-requests");
  await remove.click();
  await expect.element(toast("burrito-requests deleted")).toBeVisible();
  expect(router.push.mock.calls).toEqual([["/"]]);
});
