import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { focus } from "#components/testing/user.ts";
import { overlay } from "./palette-state.ts";
import { openShell } from "./testing/open-shell.tsx";

const places = {
  Jobs: "/",
  Coverage: "/coverage",
  Activity: "/activity",
  Usage: "/usage",
  Alerts: "/alerts",
  Explain: "/explain",
  "Rotate secrets": "/rotate",
  Drift: "/drift",
  "Test receiver": "/receiver",
  Settings: "/settings",
};

const nav = page.getByRole("navigation", { name: "Main" });
const link = (name: string) => nav.getByRole("link", { name, exact: true });
const palette = page.getByRole("dialog", { name: "Command palette" });
const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
const group = (name: string) => palette.getByRole("group", { name }).getByRole("option");

async function openPalette(): Promise<void> {
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(palette.getByRole("combobox")).toHaveFocus();
}

test.each(Object.entries(places))("the rail links to %s and marks it as the current page", async (name, href) => {
  await openShell({ pathname: href });
  await expect.element(link(name)).toHaveAttribute("href", href);
  const here = nav.getByRole("link").elements();
  expect(here.filter((one) => one.getAttribute("aria-current") === "page").map((one) => one.textContent)).toEqual([
    name,
  ]);
});

test("the Jobs link shows how many jobs need attention", async () => {
  await openShell({ attention: 1200 });
  await expect.element(nav.getByText("999+").first()).toBeInTheDocument();
});

test("on a phone a bar leads to the commonest places and a sheet to the rest", async () => {
  await setLook({ width: 375, colorScheme: "light" });
  await openShell();
  for (const name of ["Jobs", "Coverage", "Activity", "New job"]) await expect.element(link(name)).toBeInViewport();
  await expect.element(link("Drift")).not.toBeInTheDocument();
  await nav.getByRole("button", { name: "More" }).click();
  await expect.element(link("Drift")).toHaveAttribute("href", "/drift");
  await expectFit({ width: 375, colorScheme: "light" }, "more places");
  await link("Drift").click();
  await expect.element(link("Explain")).not.toBeInTheDocument();
});

test("the palette finds jobs, zones, pages and actions by keyboard", async () => {
  const { router } = await openShell();
  await openPalette();
  await expectFit({ width: 1280, colorScheme: "light" }, "palette");
  await userEvent.keyboard("edge-logs");
  await expect.element(group("Jobs").first()).toHaveTextContent(/^edge-logs/);
  await userEvent.keyboard("{Enter}");
  await expect.element(palette).not.toBeInTheDocument();
  expect(router.push.mock.calls).toEqual([[`/zones/${"c".repeat(32)}/jobs/5`]]);

  await openPalette();
  await userEvent.keyboard("burritobot");
  await expect.element(group("Zones and accounts")).toHaveTextContent(/^theburritobot\.com/);
  await userEvent.keyboard("{Escape}");
  await expect.element(palette).not.toBeInTheDocument();

  await openPalette();
  await userEvent.keyboard("rot sec");
  await expect.element(group("Pages")).toHaveTextContent(/^Rotate secrets/);
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => router.push.mock.lastCall).toEqual(["/rotate"]);

  await openPalette();
  await userEvent.keyboard("nothing is called so");
  await expect.element(palette.getByRole("status")).toHaveTextContent("Nothing matches “nothing is called so”.");
  await userEvent.keyboard("{Escape}");
  await openPalette();
  await userEvent.keyboard("keyboard");
  await userEvent.keyboard("{Enter}");
  await expect.element(sheet).toBeVisible();
});

test("arrow keys choose among what the palette finds", async () => {
  const { router } = await openShell();
  await openPalette();
  await userEvent.keyboard("shop-");
  await expect.element(group("Jobs").nth(1)).toHaveTextContent(/^shop-paused/);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(router.push.mock.calls).toEqual([[`/zones/${"d".repeat(32)}/jobs/11`]]);
});

test("single keys work outside of text only", async () => {
  const { router } = await openShell({
    children: (
      <>
        <h1>Page</h1>
        <input aria-label="Text" />
      </>
    ),
  });
  const text = page.getByRole("textbox", { name: "Text" });
  await text.click();
  await userEvent.keyboard("n?");
  await expect.element(text).toHaveValue("n?");
  expect(overlay.get()).toBeNull();
  expect(router.push).not.toHaveBeenCalled();
  await page.getByRole("heading", { level: 1 }).click();
  await userEvent.keyboard("?");
  await expect.element(sheet).toBeVisible();
  await userEvent.keyboard("n");
  expect(router.push).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  await expect.element(sheet).not.toBeInTheDocument();
  await userEvent.keyboard("n");
  await expect.poll(() => router.push.mock.calls).toEqual([["/jobs/new"]]);
});

test("a person who may not create jobs has no shortcut, link or palette entry for it", async () => {
  const { router } = await openShell({ may: { operate: true, write: false } });
  await expect.element(link("New job")).not.toBeInTheDocument();
  await expect.element(link("Rotate secrets")).not.toBeInTheDocument();
  await focus(link("Drift"));
  await userEvent.keyboard("n");
  await openPalette();
  await userEvent.keyboard("new job");
  await expect.element(palette.getByRole("status")).toHaveTextContent("Nothing matches");
  expect(router.push).not.toHaveBeenCalled();
});

test("a press shows that the page is on its way", async () => {
  await openShell();
  await expect.element(page.getByRole("progressbar", { name: "Loading page" })).not.toBeInTheDocument();
  await link("Explain").click();
  await expect.element(page.getByRole("progressbar", { name: "Loading page" })).toBeVisible();
});
