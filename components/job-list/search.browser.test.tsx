import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { press } from "#components/testing/user.ts";
import { list, listedNames } from "./testing/list.ts";
import { openList } from "./testing/open-list.tsx";

const query = () => new URLSearchParams(location.search).get("q") ?? "";

test("tokens search in one part of a job and become chips", async () => {
  await openList();
  await userEvent.keyboard("/");
  await expect.element(list.search).toHaveFocus();
  await page.getByRole("button", { name: "host: endpoint host" }).click();
  await userEvent.keyboard("splunk ");
  await expect.element(page.getByText("1 job", { exact: true })).toBeVisible();
  await expect.poll(listedNames).toEqual(["gateway-splunk"]);
  await list.chip("host: splunk").click();
  await expect.poll(() => listedNames().length).toBe(12);

  await list.search.fill("status:no");
  await page.getByRole("button", { name: "no-data" }).click();
  await expect.element(list.chip("status: no-data")).toBeVisible();
  await expect.poll(listedNames).toEqual(["spectrum-quiet"]);
  await expect.poll(query).toBe("status:no-data");
});

test("a search in the address is shown as chips and text", async () => {
  await openList({ query: "?q=status%3Ano-data+quiet" });
  await expect.element(list.chip("status: no-data")).toBeVisible();
  await expect.element(list.search).toHaveValue("quiet");
  await expect.poll(listedNames).toEqual(["spectrum-quiet"]);
});

test("a search that finds nothing is taken back by one press, and has nothing to export", async () => {
  await openList();
  const exportMenu = page.getByRole("button", { name: "Export", exact: true });
  await expect.element(exportMenu).toBeVisible();
  await list.search.fill("no such job anywhere");
  const clear = page.getByRole("button", { name: "Clear search" });
  await expect.element(clear).toBeVisible();
  await expect.element(exportMenu).not.toBeInTheDocument();
  await clear.click();
  await expect.poll(() => listedNames().length).toBe(12);
});

test("two presses in quick succession both count, with the text that was just typed", async () => {
  await openList();
  await list.search.fill("r2");
  const presses = [page.getByRole("button", { name: /^Failing/ }), list.columnHeader("Name").getByRole("button")];
  const targets = await Promise.all(presses.map((one) => one.findElement()));
  // Of one moment, so that nothing is rendered in between.
  for (const target of targets) target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await expect.poll(() => location.search).toBe("?q=r2&health=failing&sort=name");
});

test("the list is narrowed to a zone by keyboard, and widened again", async () => {
  await openList();
  await userEvent.keyboard("/");
  await userEvent.keyboard("zone:burr");
  const hint = page.getByRole("button", { name: "theburritobot.com", exact: true });
  await expect.element(hint).toBeVisible();
  for (let presses = 0; presses < 8 && document.activeElement !== hint.element(); presses += 1)
    await userEvent.keyboard("{ArrowDown}");
  await userEvent.keyboard("{Enter}");
  await expect.element(list.chip("zone: theburritobot.com")).toBeVisible();
  await expect.element(list.search).toHaveFocus();
  await expect.poll(query).toBe("zone:theburritobot.com");
  await userEvent.keyboard("{Backspace}");
  await expect.element(page.getByRole("button", { name: /^Remove filter/ })).not.toBeInTheDocument();
  await expect.poll(() => location.search).toBe("");
});

test("a zone in the address is a chip with its name", async () => {
  await openList({ query: `?scope=zones/${"b".repeat(32)}` });
  await expect.element(list.chip("zone: theburritobot.com")).toBeVisible();
  await list.chip("zone: theburritobot.com").click();
  await expect.poll(() => listedNames().length).toBe(12);
});

test("Backspace in an empty box removes one filter at a time, also dataset and zone, however quick the presses", async () => {
  await openList({ query: `?q=status:failing&scope=zones/${"b".repeat(32)}&dataset=http_requests` });
  const filters = page.getByRole("button", { name: /^Remove filter/ });
  await expect.poll(() => filters.elements().length).toBe(3);
  await userEvent.keyboard("/");
  await userEvent.keyboard("{Backspace}");
  await expect.poll(() => filters.elements().length).toBe(2);
  const box = list.search.element();
  for (const repeat of [true, false, false])
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Backspace", bubbles: true, repeat }));
  await expect.poll(() => filters.elements().length).toBe(0);
  await expect.poll(() => location.search).toBe("");
});

test("chips removed in quick succession are all gone", async () => {
  await openList({ query: "?q=status:failing host:splunk" });
  await expect.element(list.chip("host: splunk")).toBeVisible();
  const chips = [list.chip("status: failing"), list.chip("host: splunk")].map((chip) => chip.element());
  for (const chip of chips) chip.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await expect.poll(() => location.search).toBe("");
});

test("a view is saved under a name, opened, renamed and deleted", async () => {
  const { close } = await openList({ query: "?q=splunk" });
  const menu = page.getByRole("button", { name: /^View:/ });
  await menu.click();
  await page.getByRole("menuitem", { name: "Save view…" }).click();
  await page.getByRole("dialog").getByLabelText("Name").fill("Splunk");
  await userEvent.keyboard("{Enter}");
  await expect.element(menu).toHaveTextContent(/^View: Splunk$/);
  await menu.click();
  await page.getByRole("menuitemradio", { name: "Needs attention" }).click();
  await expect.poll(query).toBe("status:attention");
  close();

  await openList();
  await menu.click();
  await page.getByRole("menuitemradio", { name: "Splunk" }).click();
  await expect.poll(query).toBe("splunk");
  await expect.poll(listedNames).toEqual(["gateway-splunk"]);
  await menu.click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect.element(page.getByText("Link copied")).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(location.href);
  await menu.click();
  await page.getByRole("menuitem", { name: "Manage views…" }).click();
  const name = page.getByRole("textbox", { name: "Name of Splunk" });
  await name.fill("Gateway");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("button", { name: "Delete Gateway" })).toBeVisible();
  await expect.element(page.getByText("View: Gateway")).toBeInTheDocument();
  await press(page.getByRole("button", { name: "Delete Gateway" }), "{Enter}");
  await page.getByRole("button", { name: "Done" }).click();
  await expect.element(menu).toHaveTextContent(/^View: Custom$/);
});
