import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { check, focus, press } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

const languages = ["curl", "Terraform", "TypeScript", "Python", "Go", "PowerShell", "JSON"];

async function open(language: string): Promise<string> {
  await page.getByLabelText("Language", { exact: true }).selectOptions(language);
  const region = page.getByRole("region", { name: language === "curl" ? "curl command" : `${language} snippet` });
  await expect.element(region).toHaveAttribute("aria-busy", "false");
  return region.element().textContent;
}

const clipboard = () => navigator.clipboard.readText();

test("the command that is copied right after a key press has what was typed", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/before");
  await expect.element(form.curl).toHaveTextContent("receiver.headgate.test/before");
  await press(form.endpoint, "{End}");
  const copy = document.querySelector<HTMLElement>('button[title="Copy command"]');
  // After React has taken the key.
  window.addEventListener("input", () => copy?.click(), { once: true });
  await press(form.endpoint, "s");
  await expect.poll(clipboard).toContain("headgate.test/befores");
});

test("arrow keys go through the tabs; closed ones stay in the document and follow the form", async () => {
  await openForm();
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  await expect.element(tab("Code")).toHaveAttribute("aria-selected", "true");
  await form.endpoint.fill("https://receiver.headgate.test/tabs");
  await expect.element(form.curl).toHaveTextContent("receiver.headgate.test/tabs");
  await expect.element(form.stored).toHaveTextContent("receiver.headgate.test/tabs");
  await expect.element(form.received).toHaveTextContent("POST /tabs");
  await focus(tab("Code"));
  for (const name of ["Destination", "Request", "Code"]) {
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(tab(name)).toHaveFocus();
    await expect.element(tab(name)).toHaveAttribute("aria-selected", "true");
    await expect.element(page.getByRole("tabpanel", { name, exact: true })).toHaveTextContent("/tabs");
    const tabs = page.getByRole("tab").elements();
    expect(tabs.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  }
});

test("each language shows its code", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/tabs");
  await expect.element(form.curl).toHaveTextContent("receiver.headgate.test/tabs");
  for (const language of languages) expect(await open(language)).toContain("receiver.headgate.test/tabs");
});

test("the shown curl masks typed secrets, and its copy holds them", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/masked");
  await form.addHeader("Authorization", "Bearer canary-5d1c");
  await expect.element(form.curl).toHaveTextContent("LOGPUSH_AUTHORIZATION='Bearer%20••••••••'");
  await expect.element(form.curl).not.toHaveTextContent("canary");
  await page.getByRole("button", { name: "Copy command" }).click();
  await expect.poll(clipboard).toContain("LOGPUSH_AUTHORIZATION='Bearer%20canary-5d1c'");
  expect(await clipboard()).not.toContain("•");

  await expect
    .element(form.destinationString)
    .toHaveValue(expect.stringMatching(/header_Authorization=Bearer%20••••••••$/));
  await page.getByRole("region", { name: "Preview" }).getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(clipboard).toBe("https://receiver.headgate.test/masked?header_Authorization=Bearer%20canary-5d1c");
  getSelection()?.selectAllChildren(form.curl.element());
  await userEvent.keyboard("{Control>}c{/Control}");
  await expect.poll(clipboard).toContain("LOGPUSH_AUTHORIZATION='Bearer%20canary-5d1c'");
  await press(form.destinationString, "{Control>}a{/Control}");
  await press(form.destinationString, "{Control>}c{/Control}");
  await expect.poll(clipboard).toBe("https://receiver.headgate.test/masked?header_Authorization=Bearer%20canary-5d1c");
});

test("long lists of fields are folded to the eye and whole to a copy", async () => {
  await openForm();
  const fold = form.curl.getByRole("button", { name: "Show 9 fields" });
  await expect.element(fold).toBeVisible();
  await expect.element(form.curl).toHaveTextContent(/"field_names": \[\s*"[A-Za-z]+",\s*"[A-Za-z]+"/);
  await fold.click();
  await expect.element(fold).not.toBeInTheDocument();
  await expect.element(form.curl.getByText('"EdgeResponseBytes"')).toBeVisible();
  await expect.element(form.curl).toHaveTextContent(/"field_names": \[\s*"ClientIP",\s*"ClientRequestHost",/);
});

test("no language shows a saved value, or a mask in place of one", async () => {
  const secret = "canary-7be2";
  await openSavedForm({
    ...{ id: 7, name: "kept", dataset: "http_requests", enabled: true },
    destination_conf: `https://h.example/snippets?header_X-Key=${secret}%20a&tags=a:b&api_key=${secret}c`,
  });
  await form.addHeader("X-New", "typed");
  await page.getByRole("button", { name: "Code options" }).click();
  await check(page.getByLabelText("Inline secrets"));
  await userEvent.keyboard("{Escape}");
  await form.showSecrets();
  for (const language of languages) {
    const code = await open(language);
    expect(code, language).toMatch(/LOGPUSH_X_KEY|logpush_x_key|logpushXKey/);
    expect(code, language).not.toContain("•");
    expect(code, language).not.toContain(secret);
  }
});
