import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { check, focus, press } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

test("a pasted string is split into rows, and edited rows change only their own bytes", async () => {
  const pasted = "https://h.example.com/in?a=1&header_X-One=a%7eb&&header_x-Two=%2B%20c&tag=x+y";
  await openForm();
  await form.destinationString.fill(pasted);
  await expect.element(form.endpoint).toHaveValue("https://h.example.com/in");
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveLength(2);
  const values = page.getByLabelText("Header value", { exact: true });
  await expect.element(values.first()).toHaveValue("a~b");
  await expect.element(values.last()).toHaveValue("+ c");
  await expect.element(page.getByLabelText("Parameter value", { exact: true }).last()).toHaveValue("x+y");
  await expect.element(form.destinationString).toHaveValue(pasted);
  await values.last().fill("new value");
  await expect
    .element(form.destinationString)
    .toHaveValue("https://h.example.com/in?a=1&header_X-One=a%7eb&&header_x-Two=new%20value&tag=x+y");
});

test("a string that cannot be read stays as typed, with the reason, until a row is edited", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://h.example.com");
  await form.destinationString.fill("https://h.example.com?header_A=%zz");
  await expect.element(page.getByText("A % is not followed by two hexadecimal digits.").first()).toBeVisible();
  await expect.element(form.destinationString).toHaveValue("https://h.example.com?header_A=%zz");
  await form.submit.click();
  await expect.element(form.destinationString).toHaveFocus();
  expect(actions.createJob).not.toHaveBeenCalled();
  await form.endpoint.fill("https://h.example.com/x");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com/x");
});

test("a whole string in the endpoint field moves into the rows", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com/in?header_X-Key=k%201&tags=a:b");
  await focus(form.name);
  await expect.element(form.endpoint).toHaveValue("https://h.example.com/in");
  await expect.element(page.getByLabelText("Header value", { exact: true })).toHaveValue("k 1");
  await expect.element(page.getByLabelText("Parameter value", { exact: true })).toHaveValue("a:b");
});

test("several header lines pasted into a name become rows", async () => {
  await openForm();
  await page.getByRole("button", { name: "Add header" }).click();
  const data = new DataTransfer();
  data.setData("text", "X-One: first\nX-Two: second value\nX-Three: a:b");
  const input = await page.getByLabelText("Header name", { exact: true }).findElement();
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveLength(3);
  await expect.element(page.getByLabelText("Header value", { exact: true }).nth(1)).toHaveValue("second value");
  await expect.element(page.getByLabelText("Header value", { exact: true }).nth(2)).toHaveValue("a:b");
});

test("Bearer and Basic write a header once something is typed, and keep what was typed for the other", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com");
  const token = page.getByLabelText("Bearer token");
  await expect.element(page.getByRole("radio", { name: "Bearer" })).toBeChecked();
  await expect.element(token).toHaveAttribute("type", "password");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com");
  await token.fill("t0ken");
  await expect
    .element(form.destinationString)
    .toHaveValue("https://h.example.com?header_Authorization=Bearer%20••••••••");
  await page.getByRole("button", { name: "Show token" }).click();
  await expect.element(token).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Show token" }).click();
  await expect.element(token).toHaveAttribute("type", "password");
  await form.showSecrets();
  await expect.element(token).toHaveAttribute("type", "text");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com?header_Authorization=Bearer%20t0ken");
  await expect.element(page.getByLabelText("Header name", { exact: true })).not.toBeInTheDocument();

  await check(page.getByRole("radio", { name: "Basic" }));
  await expect.element(form.destinationString).toHaveValue("https://h.example.com");
  await page.getByLabelText("User", { exact: true }).fill("aladdin");
  await page.getByLabelText("Password", { exact: true }).fill("open sesame");
  await expect
    .element(form.destinationString)
    .toHaveValue(expect.stringMatching(/header_Authorization=Basic%20YWxhZGRpbjpvcGVuIHNlc2FtZQ%3D%3D$/));
  await page.getByLabelText("User", { exact: true }).fill("a:b");
  await expect.element(page.getByLabelText("User", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com");

  await check(page.getByRole("radio", { name: "Bearer" }));
  await expect.element(token).toHaveValue("t0ken");
  await check(page.getByRole("radio", { name: "None" }));
  await expect.element(form.destinationString).toHaveValue("https://h.example.com");
  await check(page.getByRole("radio", { name: "Header" }));
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveLength(1);
});

test("a typed Authorization header turns the choice to Header, and nothing clashes or is lost", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com");
  await page.getByLabelText("Bearer token").fill("first");
  await form.addHeader("Authorization", "Splunk second");
  await expect.element(page.getByRole("radio", { name: "Header" })).toBeChecked();
  await form.showSecrets();
  await expect
    .element(form.destinationString)
    .toHaveValue("https://h.example.com?header_Authorization=Splunk%20second");
  await expect.element(page.getByLabelText("Use this header").first()).not.toBeChecked();
  await expect.element(page.getByLabelText("Header value", { exact: true }).first()).toHaveValue("Bearer first");

  await check(page.getByRole("radio", { name: "Bearer" }));
  await page.getByLabelText("Bearer token").fill("third");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com?header_Authorization=Bearer%20third");
  await page.getByRole("button", { name: "Remove header" }).first().click();
  await expect.element(page.getByLabelText("Bearer token")).toHaveValue("third");
});

test("a value that looks encoded gets a question, and non-ASCII needs a confirmation", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/");
  await form.addHeader("Authorization", "Basic%20abc");
  await form.showSecrets();
  await expect.element(form.destinationString).toHaveValue(expect.stringMatching(/Basic%2520abc$/));
  await page.getByRole("button", { name: "Use the decoded value" }).click();
  await expect.element(form.destinationString).toHaveValue(expect.stringMatching(/Basic%20abc$/));
  await form.addHeader("X-Name", "Zoë");
  await expect.element(page.getByText("The value contains characters outside ASCII.").first()).toBeVisible();
  await check(page.getByLabelText("Send as UTF-8"));
  await expect.element(page.getByText("The value contains characters outside ASCII.")).not.toBeInTheDocument();
  await expect.element(form.destinationString).toHaveValue(expect.stringMatching(/header_X-Name=Zo%C3%AB$/));
});

test("focusing a field highlights its part of the string", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/in");
  await form.addHeader("X-Plain", "abc");
  const preview = await page.getByRole("region", { name: "Preview" }).findElement();
  const lit = () => Array.from(preview.querySelectorAll("[data-lit]"));
  const litTexts = () => lit().map(({ textContent }) => textContent);
  await focus(page.getByLabelText("Header name", { exact: true }));
  await expect.poll(litTexts).toEqual(["X-Plain"]);
  expect(lit().map((part) => getComputedStyle(part).outlineStyle)).toEqual(["solid"]);
  await focus(form.endpoint);
  await expect.poll(litTexts).toEqual(["https://", "receiver.headgate.test", "/in"]);
});

test("the length meter counts to 4,096 bytes", async () => {
  await openForm();
  await form.endpoint.fill(`https://receiver.headgate.test/${"a".repeat(4200)}`);
  await expect.element(page.getByRole("region", { name: "Preview" })).toHaveTextContent("4,231 / 4,096 B: too long");
  await form.submit.click();
  await expect.element(page.getByText(/The destination is 4231 bytes long/).first()).toBeVisible();
});

test("removing a row removes only that row, and the focus moves on", async () => {
  await openForm();
  await form.destinationString.fill("https://h.example.com?header_X-A=1&tags=a:b&header_X-B=2");
  await page.getByRole("listitem", { name: "Header 1" }).getByRole("button", { name: "Remove header" }).click();
  await expect.element(form.destinationString).toHaveValue("https://h.example.com?tags=a:b&header_X-B=2");
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveValue("X-B");
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveFocus();
  await expect.element(page.getByLabelText("Parameter name", { exact: true })).toHaveValue("tags");
  await page.getByRole("button", { name: "Remove parameter" }).click();
  await expect.element(page.getByRole("button", { name: "Add parameter" })).toHaveFocus();
  await expect.element(form.destinationString).toHaveValue("https://h.example.com?header_X-B=2");
});

test("name and value have this order, also for Tab, and Enter does not send a half-typed form", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/");
  await form.addHeader("X-One", "1");
  const left = (label: string) => page.getByLabelText(label, { exact: true }).element().getBoundingClientRect().x;
  expect(left("Header name")).toBeLessThan(left("Header value"));
  await focus(page.getByLabelText("Header name", { exact: true }));
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByLabelText("Header value", { exact: true })).toHaveFocus();
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("button", { name: "Show value" })).toHaveFocus();
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByRole("button", { name: "Remove header" })).toHaveFocus();
  await press(page.getByLabelText("Header value", { exact: true }), "{Enter}");
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveLength(2);
  await expect.element(page.getByLabelText("Header name", { exact: true }).last()).toHaveFocus();
  expect(actions.createJob).not.toHaveBeenCalled();
});

test("renaming one of two equal headers clears the error of the other", async () => {
  await openForm();
  await form.addHeader("X-Same", "1");
  await form.addHeader("x-same", "2");
  await expect.element(page.getByText("Duplicate header x-same.").first()).toBeVisible();
  await page.getByLabelText("Header name", { exact: true }).first().fill("X-Other");
  await userEvent.keyboard("{Tab}");
  await expect.element(page.getByText("Duplicate header x-same.")).not.toBeInTheDocument();
});

test("editing the masked string shows its secrets, and does to the exact one what was typed", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com/in");
  await form.addHeader("X-Key", "canary 1");
  const masked = "https://h.example.com/in?header_X-Key=••••••••";
  await expect.element(form.destinationString).toHaveValue(masked);
  await press(form.destinationString, "{End}");
  await userEvent.keyboard("&tags=a:b");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com/in?header_X-Key=canary%201&tags=a:b");
  await expect.element(page.getByRole("button", { name: "Show secrets" })).toHaveAttribute("aria-pressed", "true");
  await expect.element(page.getByLabelText("Header value", { exact: true })).toHaveValue("canary 1");
  await expect.element(page.getByLabelText("Parameter value", { exact: true })).toHaveValue("a:b");

  await page.getByRole("button", { name: "Show secrets" }).click();
  await focus(form.destinationString);
  const area = document.activeElement;
  if (area instanceof HTMLTextAreaElement) area.setSelectionRange(masked.length - 3, masked.length - 3);
  await userEvent.keyboard("x");
  await expect.element(form.destinationString).toHaveValue("https://h.example.com/in?header_X-Key=canary%201&tags=a:b");
});

test("a masked string cannot be pasted back as a value", async () => {
  const { actions } = await openForm();
  await form.destinationString.fill("https://h.example.com?header_Authorization=••••••••");
  await form.submit.click();
  await expect.element(page.getByText("This value is masked.").first()).toBeVisible();
  expect(actions.createJob).not.toHaveBeenCalled();
});

test("the whole destination can be replaced, and the saved one restored", async () => {
  const { actions } = await openSavedForm({
    ...{ id: 7, name: "replace-all", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/edit?header_X-One=first%7e&x=a:b&&header_X-Two=sec%2Bond&y=q+r",
  });
  const saved = page.getByText("saved", { exact: true });
  const replace = page.getByRole("button", { name: "Replace whole destination" });
  await expect.element(saved).toHaveLength(4);
  await replace.click();
  await expect.element(form.endpoint).toHaveValue("");
  await form.destinationString.fill("https://h.example/new?header_A=b%20c");
  await page.getByRole("button", { name: "Keep the saved destination" }).click();
  await expect.element(saved).toHaveLength(4);
  await replace.click();
  await form.destinationString.fill("https://h.example/new?header_A=b%20c");
  await form.saveChanges();
  await expect
    .poll(() => actions.updateJob.mock.calls[0]?.[0].values)
    .toMatchObject({ endpoint: "https://h.example/new", destinationMode: "edit", isEndpointKept: false });
  expect(actions.updateJob.mock.calls[0]?.[0].values.query).toEqual([{ kind: "header", name: "A", value: "b c" }]);
});
