import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitLooks, setLook } from "#components/testing/fit-looks.ts";
import { form } from "../testing/form.ts";
import { openForm, openSavedForm } from "../testing/open-form.tsx";

const plain = "https://receiver.headgate.test/in?header_Authorization=Bearer";

test("a raw + gets a question, and the answer is what is sent", async () => {
  const { actions } = await openForm();
  await form.destinationString.fill(`${plain}+abc`);
  const question = page.getByRole("group", { name: "The + in this value: a space, or a plus?" });
  await expect.element(question).toBeVisible();
  await expect
    .element(page.getByText(/read the \+ as a space \(%20\), others as a plus \(%2B\)/).first())
    .toBeVisible();
  await expectFitLooks();
  await form.submit.click();
  expect(actions.createJob).not.toHaveBeenCalled();

  await question.getByRole("button", { name: "+ means a space: write %20" }).click();
  await expect.element(question).not.toBeInTheDocument();
  await expect.element(page.getByLabelText("Header value", { exact: true })).toHaveValue("Bearer abc");
  await expect.element(page.getByLabelText("Header value", { exact: true })).toHaveFocus();
  await expect.element(form.destinationString).toHaveValue(`${plain}%20abc`);

  await setLook({ width: 1280, colorScheme: "light" });
  await form.destinationString.fill(`${plain}+abc`);
  await question.getByRole("button", { name: "+ means a plus: write %2B" }).click();
  await expect.element(form.destinationString).toHaveValue(`${plain}%2Babc`);
});

test("the + in a saved value is decided without showing the value", async () => {
  const { sent } = await openSavedForm({
    ...{ id: 7, name: "plus", dataset: "http_requests", enabled: true },
    destination_conf: `${plain}+abc%7e&tags=a`,
  });
  const question = page.getByRole("group", { name: "The + in this value: a space, or a plus?" });
  await question.getByRole("button", { name: "+ means a space: write %20" }).click();
  await expect.element(page.getByText("Saving writes the + as %20 (a space).")).toBeVisible();
  await form.save.click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect.element(review.getByRole("row", { name: /Header Authorization/ })).toHaveTextContent("%20");
  await review.getByRole("button", { name: "Confirm and save" }).click();
  await expect.poll(sent).toEqual({ destination_conf: `${plain}%20abc%7e&tags=a` });
});

test("a character that Cloudflare may refuse is noted at its field and encoded with one button", async () => {
  await openForm();
  await form.destinationString.fill(`${plain}%20abc&tags=env:prod|team:x`);
  await expect.element(page.getByText("Cloudflare has been observed to refuse the character |.")).toBeVisible();
  await expectFitLooks();
  await page.getByRole("button", { name: "Write %7C" }).click();
  await expect
    .element(page.getByText("Cloudflare has been observed to refuse the character |."))
    .not.toBeInTheDocument();
  await expect.element(page.getByLabelText("Parameter value", { exact: true })).toHaveValue("env:prod|team:x");
  await expect.element(form.destinationString).toHaveValue(`${plain}%20abc&tags=env:prod%7Cteam:x`);
});

test("HTML escapes in a pasted string are undone, and the form says so", async () => {
  await openForm();
  await form.destinationString.fill("https://logs.example.com/in?header_X-A=1&amp;header_X-B=2");
  await expect.element(page.getByLabelText("Header name", { exact: true })).toHaveLength(2);
  await expect.element(page.getByText("Removed the JSON, HTML or shell escapes.")).toBeVisible();
  await expect.element(form.destinationString).toHaveValue("https://logs.example.com/in?header_X-A=1&header_X-B=2");
});

test("an escaped filter is unescaped with one button", async () => {
  const filter = '{"where":{"key":"ClientIP","operator":"eq","value":"b"}}';
  await openForm();
  await form.openSection("Filter");
  await page.getByRole("tab", { name: "Raw JSON" }).click();
  const json = page.getByLabelText("Filter as JSON");
  await json.fill(JSON.stringify(filter).slice(1, -1));
  await expect.element(page.getByText(/The filter is escaped or quoted once too many times/).first()).toBeVisible();
  await expectFitLooks();
  await page.getByRole("button", { name: "Unescape" }).click();
  await expect.element(json).toHaveValue(filter);
  await expect.element(json).toHaveFocus();
  await json.fill('{"where":{}}');
  await expect.element(page.getByText("Same as no filter")).toBeVisible();
});
