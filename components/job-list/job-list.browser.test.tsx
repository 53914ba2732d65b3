import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { catchDownloads } from "#components/testing/catch-downloads.ts";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { focus, press } from "#components/testing/user.ts";
import { list } from "./testing/list.ts";
import { everyJob, listedJob, secret } from "./testing/listed-jobs.ts";
import { openList } from "./testing/open-list.tsx";

test("every state of health is shown in words, and no value of a destination is shown", async () => {
  await openList();
  const words = {
    "edge-logs": "Failing",
    "shop-given-up": "Disabled after errors",
    "spectrum-quiet": "No data",
    "just-saved": "Waiting",
    "nel-first-day": "Waiting",
    "burrito-requests": "Healthy",
    "shop-paused": "Disabled",
  };
  for (const [name, word] of Object.entries(words)) {
    await expect.element(list.row(new RegExp(name)).getByText(word, { exact: true })).toBeVisible();
  }
  expect(document.body.innerHTML).not.toContain(secret);
});

test("jobs that need attention come first, with cause, deadline and fix", async () => {
  await openList();
  const urgent = list.table.getByRole("rowgroup", { name: "Needs attention" }).getByRole("row");
  await expect.element(urgent.first()).toHaveTextContent("gateway-splunk");
  await expect.element(urgent.first()).toHaveTextContent("Cloudflare disables it in 4 h");
  await expect.element(urgent.last()).toHaveTextContent("No deliveries for 9 h.");
  const others = list.table.getByRole("rowgroup", { name: "Other jobs" }).getByRole("row");
  await expect.element(others.first()).toHaveTextContent("account-audit");
});

test("the list is sorted by name and by health, up, down, and back to what needs attention", async () => {
  const { answers } = await openList();
  const byName = list.columnHeader("Name");
  const sort = byName.getByRole("button");
  const asked = () => answers.list.mock.lastCall?.[0].search;
  await sort.click();
  await expect.element(byName).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(() => [location.search, asked()]).toEqual(["?sort=name", "?sort=name"]);
  await sort.click();
  await expect.element(byName).toHaveAttribute("aria-sort", "descending");
  await expect.poll(() => [location.search, asked()]).toEqual(["?sort=-name", "?sort=-name"]);
  await sort.click();
  await expect.element(list.table.getByRole("rowgroup", { name: "Needs attention" })).toBeVisible();
  await page.getByRole("button", { name: "Failing 2" }).click();
  await list.columnHeader("Status").getByRole("button").click();
  await expect
    .poll(() => [location.search, asked()])
    .toEqual(["?health=failing&sort=health", "?health=failing&sort=health"]);
});

test("rows are chosen by pointer and keyboard, also as a range, and exported", async () => {
  const { actions } = await openList({ query: "?sort=name" });
  const files = catchDownloads();
  await list.box("account-audit").click();
  await expect.element(list.toolbar).toHaveTextContent("1 selected");
  await list.box("burrito-requests").click({ modifiers: ["Shift"] });
  await expect.element(list.toolbar).toHaveTextContent("4 selected");
  await list.toolbar.getByRole("button", { name: "Export" }).click();
  await expect.element(page.getByText("Exported 4 jobs.")).toBeVisible();
  expect(actions.exportJobs.mock.calls).toMatchObject([
    [{ refs: [{ jobId: 1 }, { jobId: 2 }, { jobId: 3 }, { jobId: 4 }] }],
  ]);
  expect(JSON.parse((await files[0]?.text) ?? "")).toHaveLength(4);
  await page.getByRole("button", { name: "Close message" }).click();

  await userEvent.keyboard("{Escape}");
  await expect.element(list.toolbar).not.toBeInTheDocument();
  await focus(list.link("account-audit"));
  await userEvent.keyboard("j");
  await expect.element(list.link("archive-r2")).toHaveFocus();
  await userEvent.keyboard("x");
  await expect.element(list.box("archive-r2")).toBeChecked();
  await userEvent.keyboard("k");
  await expect.element(list.link("account-audit")).toHaveFocus();
  await list.box("all").click();
  await expect.element(list.toolbar).toHaveTextContent("12 selected");
  await page.getByRole("button", { name: /^Failing/ }).click();
  await expect.element(list.toolbar).not.toBeInTheDocument();
});

test("a row's menu duplicates, links, exports and deletes its job", async () => {
  const { actions } = await openList({ query: "?q=burrito-requests" });
  const files = catchDownloads();
  const button = page.getByRole("button", { name: "Job actions" });
  const menu = page.getByRole("menu", { name: "Job actions" });
  await button.click();
  await expectFit({ width: 1280, colorScheme: "light" }, "menu");
  await expect
    .element(menu.getByRole("menuitem", { name: "Duplicate" }))
    .toHaveAttribute("href", `/jobs/new?from=zones/${"b".repeat(32)}/4`);
  await menu.getByRole("menuitem", { name: "Copy link" }).click();
  await expect.poll(() => navigator.clipboard.readText()).toBe(`${location.origin}/zones/${"b".repeat(32)}/jobs/4`);
  await press(button, "{Enter}");
  await expect.element(menu.getByRole("menuitem", { name: "Duplicate" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(button).toHaveFocus();
  await button.click();
  await menu.getByText("Export").click();
  await expect.element(page.getByText("Exported 1 job.")).toBeVisible();
  expect(JSON.parse((await files[0]?.text) ?? "")).toMatchObject([{ name: "burrito-requests" }]);
  await button.click();
  await menu.getByRole("menuitem", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete burrito-requests?" });
  await dialog.getByRole("textbox").fill("burrito-requests");
  await dialog.getByRole("button", { name: "Delete job" }).click();
  await expect.element(list.link("burrito-requests")).not.toBeInTheDocument();
  expect(actions.deleteJob.mock.calls).toMatchObject([[{ ref: { jobId: 4 }, confirmName: "burrito-requests" }]]);
});

test("columns are hidden and shown, and the browser remembers them", async () => {
  const { close } = await openList();
  const columns = page.getByRole("button", { name: "Columns" });
  await columns.click();
  await page.getByRole("menuitemcheckbox", { name: "Destination" }).click();
  await press(page.getByRole("menuitemcheckbox", { name: "Last 24 h" }), "{Enter}");
  await expect.element(list.columnHeader("Destination")).not.toBeInTheDocument();
  close();

  await openList();
  await expect.element(list.columnHeader("Zone or account, dataset")).toBeVisible();
  await expect.element(list.columnHeader("Destination")).not.toBeInTheDocument();
  await expect.element(list.columnHeader("Last 24 h")).not.toBeInTheDocument();
  const cell = list.row(/edge-logs/).getByText("receiver.headgate.test", { exact: true });
  await expect.element(cell).not.toBeVisible();
  await expectFit({ width: 1280, colorScheme: "light" }, "fewer columns");
  await columns.click();
  await page.getByRole("menuitemcheckbox", { name: "Destination" }).click();
  await expect.element(list.columnHeader("Destination")).toBeVisible();
  await page.getByRole("menuitemcheckbox", { name: "Last 24 h" }).click();
  await expect.element(list.columnHeader("Last 24 h")).toBeVisible();
});

test("a viewer sees no switch and no button that changes a job", async () => {
  await openList({ may: { operate: false, write: false } });
  await expect.element(list.link("edge-logs")).toBeVisible();
  await expect.element(page.getByRole("switch")).not.toBeInTheDocument();
  await expect.element(page.getByRole("button", { name: "Send test" })).not.toBeInTheDocument();
  await expect.element(page.getByRole("link", { name: "Import" })).not.toBeInTheDocument();
});

test("the list fits at every width", async () => {
  await openList({ jobs: [...everyJob(), listedJob({ id: 99, name: "long-".repeat(30) })] });
  await expect.element(list.table).toBeVisible();
  await setLook({ width: 320, colorScheme: "light" });
  for (let width = 320; width <= 1440; width += 32) {
    await page.viewport(width, 800);
    expect(document.documentElement.scrollWidth, `${width} px`).toBeLessThanOrEqual(width);
  }
});
