import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { PageHeader } from "#components/layout/page-header.tsx";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { check, focus, press } from "#components/testing/user.ts";
import { ExplainTabs } from "./explain-tabs.tsx";

const canary = "canary-7c2e";

async function open() {
  openPage(
    <>
      <PageHeader title="Explain" />
      <ExplainTabs first="destination" />
    </>,
  );
  const input = page.getByLabelText("Destination string", { exact: true });
  await expect.element(input).toBeEnabled();
  return input;
}

test("secrets are masked until a person shows them, and the copy is complete", async () => {
  const input = await open();
  await input.fill(`https://logs.example.com?header_X-Key=${canary}~`);
  await expect.element(page.getByRole("region", { name: "HTTP endpoint" })).toHaveTextContent("X-Key=••••••••");
  await expect.element(page.getByRole("table", { name: "Pieces" })).not.toHaveTextContent(canary);
  await page.getByRole("button", { name: "Copy fixed version" }).click();
  await expect.element(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(`https://logs.example.com?header_X-Key=${canary}%7E`);
});

test("the page asks what only a person can know", async () => {
  const input = await open();
  await input.fill("https://logs.example.com?header_X-Key=a&tags=b+c");
  const fixed = page.getByRole("region", { name: "Fixed version" });
  await expect.element(fixed).toHaveTextContent("tags=b+c");
  await check(page.getByLabelText("+ means a space: write %20"));
  await expect.element(fixed).toHaveTextContent("tags=b%20c");
  await check(page.getByLabelText("+ means a plus: write %2B"));
  await expect.element(page.getByLabelText("+ means a space: write %20")).not.toBeChecked();
  await expect.element(fixed).toHaveTextContent("tags=b%2Bc");
});

test("by keyboard: an example, a piece with its meaning, its row", async () => {
  const address = location.href;
  const input = await open();
  await focus(input);
  await userEvent.keyboard("https://mine.example");
  await press(page.getByText("Examples", { exact: true }), "{Enter}");
  await press(page.getByRole("button", { name: "Splunk", exact: true }), "{Enter}");
  await expect.element(page.getByText("Examples", { exact: true })).toHaveFocus();
  await expect.element(page.getByRole("region", { name: "Splunk HTTP Event Collector" })).toBeVisible();
  const piece = page.getByRole("link", { name: "sourcetype", exact: true });
  for (let presses = 0; presses < 60 && piece.element() !== document.activeElement; presses += 1)
    await userEvent.keyboard("{Tab}");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByText("Parameter value: How Splunk parses the records.")).toBeVisible();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("row").filter({ hasText: "How Splunk parses the records." })).toHaveFocus();
  expect(location.href).toBe(address);
  await page.getByRole("button", { name: "Back to the pasted text" }).click();
  await expect.element(input).toHaveValue("https://mine.example");
  await expect.element(input).toHaveFocus();
});

test("pointing at a part does not move the layout", async () => {
  const input = await open();
  await input.fill("https://logs.example.com/in?header_Authorization=Basic%20abc");
  const table = await page.getByRole("table", { name: "Pieces" }).findElement();
  const top = () => table.getBoundingClientRect().y;
  const before = top();
  await page.getByRole("link", { name: "logs.example.com", exact: true }).hover();
  await expect.element(page.getByText("Host: The server that Cloudflare connects to.", { exact: false })).toBeVisible();
  expect(top()).toBe(before);
});

test("a very long paste stays usable", async () => {
  const input = await open();
  await input.fill(`https://logs.example.com?${"a=b&".repeat(5000)}`);
  await expect
    .element(page.getByRole("region", { name: "Findings" }))
    .toHaveTextContent("bytes long. The limit is 4096.");
  await page.getByRole("button", { name: "Show all" }).click();
  // Five thousand rows take a while on a busy machine.
  await expect.element(page.getByRole("button", { name: "Show all" }), { timeout: 30_000 }).not.toBeInTheDocument();
});

for (const width of [1280, 375, 320]) {
  test(`axe finds nothing and nothing overflows at ${width} px`, async () => {
    const look = { width, colorScheme: width === 375 ? "dark" : "light" } as const;
    await setLook(look);
    const input = await open();
    const texts = [
      "",
      "not a string",
      `https://${"long-label.".repeat(20)}example/in?header_Authorization=${"x".repeat(300)}`,
      "http://u:p@h.example/{DATE}~?Header_A=b+c&header_B=%2520&header_b=d e&f=%zz#g",
      "r2://b/p?account-id=1",
    ];
    for (const text of texts) {
      await input.fill(text);
      await expect
        .element(page.getByRole("region", { name: text ? "Fixed version" : "How a destination string is built" }))
        .toBeVisible();
      await expectFit(look, text);
    }
  });
}
