import type { ComponentProps, ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { PageHeader } from "#components/layout/page-header.tsx";
import { expectFitAllLooks } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { press } from "#components/testing/user.ts";
import { ok } from "#lib/logpush/result.ts";
import { parseUptimeView } from "#lib/logpush/uptime/uptime-view.ts";
import { parseUsageQuery } from "#lib/logpush/usage/usage-query.ts";
import { FieldsTab } from "./fields/fields-tab.tsx";
import type { UsageTab } from "./tabs.ts";
import { fieldWatch, uptimePage, volumeView } from "./testing/usage-data.ts";
import { UptimeTab } from "./uptime/uptime-tab.tsx";
import { UsageTabs } from "./usage-tabs.tsx";
import { VolumeTab } from "./volume/volume-tab.tsx";

type SetBudget = NonNullable<ComponentProps<typeof VolumeTab>["setBudget"]>;

const setObjective = async () => ok(null);

function openUsage(tab: UsageTab, content: ReactNode) {
  return openPage(
    <>
      <PageHeader title="Usage" />
      <UsageTabs selected={tab} />
      {content}
    </>,
  );
}

function openVolume(budgetCents: number | null) {
  const setBudget = vi.fn<SetBudget>(async () => ok(null));
  const query = parseUsageQuery(new URLSearchParams());
  const opened = openUsage(
    "volume",
    <VolumeTab query={query} volume={volumeView(budgetCents)} setBudget={setBudget} />,
  );
  return { ...opened, setBudget };
}

const budget = page.getByLabelText("Budget a month, in US dollars");

test("an invalid budget is refused at its field, and an amount is saved", async () => {
  const { setBudget, router } = openVolume(null);
  await expect.element(page.getByText("Delivered so far")).toBeVisible();
  await expect.element(page.getByRole("img", { name: /^Volume by day in October 2026/ })).toBeVisible();
  await expectFitAllLooks("volume");
  await page.getByRole("button", { name: "Set budget" }).click();
  await expect.element(budget).toHaveFocus();
  await budget.fill("ten");
  await expect
    .element(budget)
    .toHaveAccessibleDescription(/Enter an amount such as 250 or 99\.50, or leave it empty\./);
  await press(budget, "{Enter}");
  expect(setBudget).not.toHaveBeenCalled();
  await budget.fill("250");
  await press(budget, "{Enter}");
  await expect.element(budget).not.toBeInTheDocument();
  expect(setBudget.mock.calls).toEqual([[{ cents: 25_000 }]]);
  expect(router.refresh).toHaveBeenCalledOnce();
});

test("an empty field removes the budget", async () => {
  const { setBudget } = openVolume(25_000);
  await expect.element(page.getByText("$250.00", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Change budget" }).click();
  await budget.fill("");
  await page.getByRole("button", { name: "Save budget" }).click();
  await expect.poll(() => setBudget.mock.calls).toEqual([[{ cents: null }]]);
});

test("a change of a field leads to the jobs that it affects", async () => {
  openUsage("fields", <FieldsTab watch={fieldWatch} plan={async () => ok({ id: "1" })} />);
  const added = page
    .getByRole("list", { name: "Changes of http_requests, zones" })
    .getByRole("listitem")
    .filter({ hasText: "EdgeEmulatorPool" });
  await expect.element(added).toHaveTextContent("New");
  await expect
    .element(added.getByRole("link", { name: "1 job lacks it" }))
    .toHaveAttribute("href", "/usage?tab=fields&kind=zones&dataset=http_requests&field=EdgeEmulatorPool");
  await expectFitAllLooks("fields");
});

test.each(["zone", "job"] as const)(
  "axe finds nothing in uptime by %s, nor in the form of its objective",
  async (by) => {
    const view = parseUptimeView(new URLSearchParams({ by }));
    openUsage("uptime", <UptimeTab view={view} page={uptimePage(by)} setObjective={setObjective} />);
    const table = page.getByRole("table", { name: "Uptime", exact: true });
    await expect
      .element(table.getByRole("columnheader", { name: "30 days" }))
      .toHaveAttribute("aria-sort", "ascending");
    await page.getByRole("button", { name: "Change objective" }).click();
    await page.getByLabelText("Hours delivered, %").fill("100");
    await expect.element(page.getByText("Enter 50 to 99.999.")).toBeVisible();
    await expectFitAllLooks("uptime");
  },
);
