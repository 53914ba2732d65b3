import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { press } from "#components/testing/user.ts";
import { jobs } from "../testing/jobs.ts";
import { openJob } from "../testing/open-job.tsx";

const card = page.getByRole("region", { name: "No-data threshold" });
const change = card.getByRole("button", { name: "Change threshold" });
const amount = page.getByLabelText("Warn after", { exact: true });

test("a threshold out of bounds is refused at its field, and one within is saved", async () => {
  const { actions, router } = await openJob(jobs.quiet);
  await change.click();
  await expect.element(amount).toHaveFocus();
  await page.getByLabelText("Unit").selectOptions("days");
  await amount.fill("31");
  await expect.element(amount).toHaveAccessibleDescription(/Enter 1 minute to 30 days, or leave it empty\./);
  await press(amount, "{Enter}");
  expect(actions.setStaleAfter).not.toHaveBeenCalled();
  await expectFitLooks("threshold with an error");
  await amount.fill("2");
  await press(amount, "{Enter}");
  await expect.element(change).toHaveFocus();
  await expect.element(amount).not.toBeInTheDocument();
  expect(actions.setStaleAfter.mock.calls.map(([{ minutes }]) => minutes)).toEqual([2880]);
  expect(router.refresh).toHaveBeenCalledOnce();
});

test("an empty threshold is the default", async () => {
  const { actions } = await openJob(jobs.quiet, { note: { staleAfterMinutes: 2880 } });
  await expect.element(card).toHaveTextContent("2 days");
  await change.click();
  await expect.element(amount).toHaveValue("2");
  await amount.fill("");
  await page.getByRole("button", { name: "Save threshold" }).click();
  await expect.poll(() => actions.setStaleAfter.mock.calls.map(([{ minutes }]) => minutes)).toEqual([null]);
});
