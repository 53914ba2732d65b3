import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { press } from "#components/testing/user.ts";
import { jobTabs, parseTab, tabLabels } from "./tabs.ts";
import { jobs } from "./testing/jobs.ts";
import { openJob } from "./testing/open-job.tsx";

const tab = (name: string) => page.getByRole("tablist", { name: "Job" }).getByRole("tab", { name });
const enabled = page.getByRole("switch", { name: "Enabled", exact: true });
const refreshed = page.getByRole("button", { name: "Paused", exact: true });

test.each(jobTabs)("the address of %s opens that tab, and a form or a snippet is not refreshed", async (name) => {
  await openJob(jobs.healthy, { tab: parseTab(name) });
  const label = tabLabels[name];
  await expect.element(page.getByRole("tabpanel", { name: label, exact: true })).toBeVisible();
  for (const each of jobTabs) {
    await expect.element(tab(tabLabels[each])).toHaveAttribute("aria-selected", String(each === name));
  }
  const isRefreshed = name !== "settings" && name !== "code";
  await expect.poll(() => refreshed.elements().length).toBe(isRefreshed ? 1 : 0);
});

test("each tab is a link, and the arrow keys and End go through them", async () => {
  const { router } = await openJob(jobs.healthy, { tab: "deliveries" });
  await expect.element(tab("Overview")).toHaveAttribute("href", expect.stringMatching(/\/jobs\/1001$/));
  await expect.element(tab("Code")).toHaveAttribute("href", expect.stringMatching(/\/jobs\/1001\?tab=code$/));
  await press(tab("Deliveries"), "{ArrowRight}");
  await expect.element(tab("Settings")).toHaveFocus();
  await press(tab("Deliveries"), "{End}");
  await expect.element(tab("Code")).toHaveFocus();
  expect(router.push.mock.calls.map(([href]) => href.split("?")[1])).toEqual(["tab=settings", "tab=code"]);
});

test("a link to a field opens the settings at that field, in a section that is closed and in the header", async () => {
  const { close } = await openJob(jobs.failing, { tab: "settings", at: "filterAttackTraffic" });
  await expect.element(page.getByLabelText("Attack traffic")).toHaveFocus();
  await expect.element(page.getByLabelText("Attack traffic")).toBeInViewport();
  close();
  await openJob(jobs.failing, { tab: "settings", at: "enabled" });
  await expect.element(enabled).toHaveFocus();
});

test("a link to the endpoint leads to the button that replaces a destination without fields", async () => {
  const splunk = { ...jobs.failing, destination_conf: "splunk://h.example:8088?channel=1&header_Authorization=x" };
  await openJob(splunk, { tab: "settings", at: "endpoint" });
  await expect.element(page.getByRole("button", { name: "Replace whole destination" })).toHaveFocus();
});
