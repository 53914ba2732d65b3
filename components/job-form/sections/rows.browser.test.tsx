import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectFit, setLook } from "#components/testing/fit-looks.ts";
import { check, focus, press, uncheck } from "#components/testing/user.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

const row = (name: string) => page.getByRole("listitem", { name, exact: true });
const stored = "https://h.example.com?header_X-A=1&tags=a:b&header_X-B=2&header_X-C=3";

test("rows move within their kind, and the focus follows them", async () => {
  await openForm();
  await form.destinationString.fill(stored);
  await expect.element(row("Header 1").getByRole("button", { name: "Move up" })).toBeDisabled();
  await expect.element(row("Header 3").getByRole("button", { name: "Move down" })).toBeDisabled();
  await expect.element(row("Parameter 1").getByRole("button", { name: "Move down" })).not.toBeInTheDocument();

  await press(row("Header 1").getByRole("button", { name: "Move down" }), "{Enter}");
  await expect
    .element(form.destinationString)
    .toHaveValue("https://h.example.com?header_X-B=2&tags=a:b&header_X-A=1&header_X-C=3");
  await expect.element(row("Header 2").getByRole("button", { name: "Move down" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect
    .element(form.destinationString)
    .toHaveValue("https://h.example.com?header_X-B=2&tags=a:b&header_X-C=3&header_X-A=1");
  // At the end only the other direction is possible.
  await expect.element(row("Header 3").getByRole("button", { name: "Move up" })).toHaveFocus();
  await expect.element(row("Header 3").getByLabelText("Header name")).toHaveValue("X-A");
});

test("a row that was just added is not judged before something is typed, or the form is sent", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com");
  await press(page.getByRole("button", { name: "Add header" }), "{Enter}");
  const [name, value] = [
    page.getByLabelText("Header name", { exact: true }),
    page.getByLabelText("Header value", { exact: true }),
  ];
  await expect.element(name).toHaveFocus();
  // Longer than the validation takes.
  await new Promise((wake) => setTimeout(wake, 600));
  await expect.element(name).not.toHaveAttribute("aria-invalid");
  await expect.element(value).not.toHaveAttribute("aria-invalid");
  await userEvent.keyboard("X-Key");
  await focus(value);
  await new Promise((wake) => setTimeout(wake, 600));
  await expect.element(value).not.toHaveAttribute("aria-invalid");
  await form.submit.click();
  await expect.element(value).toHaveAttribute("aria-invalid", "true");
  await expect.element(row("Header 1")).toHaveTextContent("Header value is required.");
});

test("once the form was sent, an empty row keeps its errors when another one is removed", async () => {
  await openForm();
  await form.endpoint.fill("https://h.example.com");
  await form.addHeader("X-Key", "k");
  await press(page.getByRole("button", { name: "Add header" }), "{Enter}");
  await form.submit.click();
  await expect.element(row("Header 2")).toHaveTextContent("Header value is required.");
  await row("Header 1").getByRole("button", { name: "Remove header" }).click();
  await expect.element(row("Header 2")).not.toBeInTheDocument();
  // Longer than the validation takes.
  await new Promise((wake) => setTimeout(wake, 600));
  await expect.element(row("Header 1")).toHaveTextContent("Header value is required.");
});

test("an error moves with its row", async () => {
  await openForm();
  await form.addHeader("Host", "x");
  await form.addHeader("X-Fine", "y");
  await expect.element(row("Header 1")).toHaveTextContent("is a reserved header");
  await row("Header 1").getByRole("button", { name: "Move down" }).click();
  await expect.element(row("Header 2")).toHaveTextContent("is a reserved header");
  await expect.element(row("Header 1")).not.toHaveTextContent("is a reserved header");
});

test("each part of the stored string is explained, by pointer, by field and by arrow keys", async () => {
  await openForm();
  await form.destinationString.fill("https://h.example.com/in?header_Authorization=Bearer%20canary&tags=a:b");
  await page.getByRole("tab", { name: "Destination", exact: true }).click();
  const line = form.stored.getByText("Hover a segment for details.");
  await expect.element(line).toBeVisible();
  const pieces = form.stored.getByRole("region", { name: /^Pieces of the string/ });
  await expect.element(pieces).toHaveTextContent("a:b");
  const place = () => form.stored.element().getBoundingClientRect().toJSON();
  const before = place();
  await pieces.getByText("h.example.com", { exact: true }).hover();
  await expect.element(form.stored).toHaveTextContent("Host: The server that Cloudflare connects to.");
  expect(place()).toEqual(before);

  await form.name.hover();
  await focus(page.getByLabelText("Header value", { exact: true }));
  await expect.element(form.stored).toHaveTextContent("Header value: Bearer: a token.");
  await page.getByRole("button", { name: "Show secrets" }).click();
  await focus(pieces);
  await expect.element(line).toBeVisible();
  await userEvent.keyboard("{ArrowRight}");
  await expect
    .element(form.stored)
    .toHaveTextContent("Scheme: Cloudflare sends each batch of logs as one gzip-compressed POST request");
  await userEvent.keyboard("{ArrowRight}");
  await userEvent.keyboard("{ArrowRight}");
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(form.stored).toHaveTextContent("Header name: Authenticates the sender to the server.");
  await userEvent.keyboard("{ArrowLeft}");
  await expect.element(form.stored).toHaveTextContent("Path: The path of the POST request");
  await expect.element(form.stored).not.toHaveTextContent("canary");
});

test("a disabled row is not sent and not checked, but kept", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://h.example/rows");
  await form.addHeader("X-Same", "first");
  await form.addHeader("x-same", "second");
  const duplicate = page.getByText("Duplicate header x-same.").first();
  const isUsed = row("Header 1").getByLabelText("Use this header");
  await expect.element(duplicate).toBeVisible();

  await uncheck(isUsed);
  await expect.element(duplicate).not.toBeInTheDocument();
  await expect.element(row("Header 1")).toHaveTextContent("Off: not sent.");
  await expect.element(form.destinationString).toHaveValue("https://h.example/rows?header_x-same=••••••••");
  await expect.element(form.curl).not.toHaveTextContent("first");
  await expect.element(form.received).not.toHaveTextContent("X-Same:");
  await focus(page.getByLabelText("Header value", { exact: true }).last());
  await expect.poll(() => document.querySelector("[data-lit]")?.textContent).toBe("••••••••");

  await check(isUsed);
  await expect.element(duplicate).toBeVisible();
  await uncheck(isUsed);

  // A new string in the one-line field does not change it.
  await form.destinationString.fill("https://h.example/rows?header_X-New=1");
  await expect.element(row("Header 1").getByLabelText("Header value")).toHaveValue("first");
  await expect.element(row("Header 2").getByLabelText("Header name")).toHaveValue("X-New");
  await form.submit.click();
  await expect.poll(() => actions.createJob.mock.calls.length).toBe(1);
});

test("a disabled row stays disabled in the draft", async () => {
  const { close } = await openForm();
  await form.endpoint.fill("https://h.example/rows");
  await form.addHeader("X-Off", "1");
  await uncheck(page.getByLabelText("Use this header"));
  close();
  await openForm();
  await form.resumeDraft();
  await expect.element(page.getByLabelText("Use this header")).not.toBeChecked();
});

test("disabling and enabling rows, or moving them there and back, leaves nothing to save", async () => {
  await openSavedForm({
    ...{ id: 7, name: "rows-same", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/rows?header_X-A=1&header_X-B=2",
  });
  await uncheck(row("Header 1").getByLabelText("Use this header"));
  await check(row("Header 1").getByLabelText("Use this header"));
  await row("Header 1").getByRole("button", { name: "Move down" }).click();
  await row("Header 2").getByRole("button", { name: "Move up" }).click();
  await form.save.click();
  await expect.element(page.getByText("Nothing to save.")).toBeVisible();
});

test("a saved row that is disabled is removed by the save, and another order is saved", async () => {
  const { sent } = await openSavedForm({
    ...{ id: 7, name: "rows-saved", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/rows?header_X-A=canary-1&header_X-B=canary-2&header_X-C=canary-3",
  });
  await row("Header 3").getByRole("button", { name: "Move up" }).click();
  await uncheck(row("Header 1").getByLabelText("Use this header"));
  await expect.element(row("Header 1")).toHaveTextContent("Off: removed on save.");
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review.getByRole("row", { name: /Header X-A/ })).toHaveTextContent("removed");
  await expect.element(review.getByRole("row", { name: /Order of headers/ })).toHaveTextContent("X-C, X-B");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect
    .poll(sent)
    .toEqual({ destination_conf: "https://h.example/rows?header_X-C=canary-3&header_X-B=canary-2" });
});

test("saved values that would go to another host are named before the save", async () => {
  await openSavedForm({
    ...{ id: 7, name: "moved", dataset: "http_requests", enabled: true },
    destination_conf: "https://h.example/edit?header_X-One=first%7e&x=a:b&&header_X-Two=sec%2Bond&y=q+r",
  });
  await form.endpoint.fill("https://elsewhere.example/in");
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review).toHaveTextContent("X-One, x, X-Two, y will be sent to elsewhere.example");
  await userEvent.keyboard("{Escape}");
  await expect.element(form.save).toHaveFocus();
});

test("rows fit narrow pages, on and off", async () => {
  await openForm();
  await form.destinationString.fill(stored);
  await setLook({ width: 375, colorScheme: "light" });
  await uncheck(row("Header 2").getByLabelText("Use this header"));
  await expect.element(row("Header 3").getByRole("button", { name: "Move up" })).toBeVisible();
  for (const width of [375, 320]) await expectFit({ width, colorScheme: "light" });
});
