import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { focus } from "#components/testing/user.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { form } from "../testing/form.ts";
import { openForm, zone } from "../testing/open-form.tsx";

const media = { accountName: "Example Media Group", accountId: "c".repeat(32) };
const bot = { accountName: zone.accountName ?? "", accountId: zone.accountId ?? "" };

function zoneOf(account: typeof media, name: string, digit: string): ScopeOption {
  return { path: `zones/${digit.repeat(32)}`, name, ...account };
}

const freeZone = zoneOf(media, "free.example", "4");
const scopes: ScopeOption[] = [
  zoneOf(bot, "example.com", "1"),
  zoneOf(bot, "shop.example", "2"),
  zone,
  zoneOf(media, "example.org", "3"),
  freeZone,
  zoneOf(media, "media.example", "5"),
  zoneOf(media, "news.example", "6"),
  { path: `accounts/${media.accountId}`, name: media.accountName },
  { path: `accounts/${bot.accountId}`, name: bot.accountName },
];

const { scope } = form;
const listbox = page.getByRole("listbox");
const options = listbox.getByRole("option");
const keys = (text: string) => userEvent.keyboard(text);
const back = "{Shift>}{Tab}{/Shift}";

/** The focus stays in the control, which names the option that Enter would choose. */
async function expectActive(text: RegExp): Promise<void> {
  await expect.element(scope).toHaveFocus();
  const active = () =>
    document.getElementById(scope.element().getAttribute("aria-activedescendant") ?? "")?.textContent ?? "";
  await expect.poll(active).toMatch(text);
}

beforeEach(async () => {
  await openForm({ scopes });
  await focus(scope);
});

test("the arrow keys, Home and End go through the list, which a control names", async () => {
  await expect.element(scope).toHaveAttribute("aria-expanded", "false");
  await keys("{ArrowDown}");
  await expect.element(scope).toHaveAttribute("aria-expanded", "true");
  await expect.element(listbox).toHaveAttribute("id", scope.element().getAttribute("aria-controls") ?? "");
  await expect.element(listbox.getByRole("group")).toHaveLength(2);
  await expectActive(/^theburritobot\.com/);
  await expect.element(listbox.getByRole("option", { selected: true })).toHaveLength(1);
  await keys("{Home}");
  await expectActive(/^example\.com/);
  await keys("{ArrowUp}");
  await expectActive(/^Burritos$/);
  await keys("{ArrowDown}{End}");
  await expectActive(/^Burritos$/);
  await keys("{Escape}");
  await expect.element(listbox).not.toBeInTheDocument();
  await expect.element(scope).toHaveValue("theburritobot.com");
});

test("what is typed, or deleted, is gone when the control is left", async () => {
  await keys("shop");
  await expectActive(/^shop\.example/);
  await expect.element(options).toHaveLength(1);
  await keys("{Tab}");
  await expect.element(listbox).not.toBeInTheDocument();
  await expect.element(scope).toHaveValue("theburritobot.com");
  await keys(`${back}{Delete}`);
  await expect.element(scope).toHaveValue("");
  await expect.element(listbox.getByRole("option", { selected: true })).toHaveTextContent(/^theburritobot\.com/);
  await keys("{Tab}");
  await expect.element(scope).toHaveValue("theburritobot.com");
});

test("a scope is searched and chosen, and Enter on nothing neither takes it nor submits the form", async () => {
  await keys("no such scope");
  await expect.element(page.getByText("Nothing matches “no such scope”.")).toBeVisible();
  await keys("{Enter}");
  await expect.element(scope).toHaveValue("no such scope");
  await expect.element(page.getByRole("form").getByRole("alert")).not.toBeInTheDocument();

  await keys("{Control>}a{/Control}media group shop");
  await expect.element(options).not.toBeInTheDocument();
  await keys("{Control>}a{/Control}MEDIA GROUP");
  const names = () => options.elements().map(({ textContent }) => textContent);
  await expect
    .poll(names)
    .toEqual([
      expect.stringMatching(/^example\.org/),
      expect.stringMatching(/^free\.example/),
      expect.stringMatching(/^media\.example/),
      expect.stringMatching(/^news\.example/),
      "Example Media Group",
    ]);
  await expectActive(/^example\.org/);
  await keys("{ArrowDown}{Enter}");
  await expect.element(listbox).not.toBeInTheDocument();
  await expect.element(scope).toHaveFocus();
  await expect.element(scope).toHaveValue("free.example");
  await expect.element(form.curl).toHaveTextContent(`/${freeZone.path}/logpush/jobs`);
});
