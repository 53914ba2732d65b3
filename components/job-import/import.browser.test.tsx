import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { form } from "#components/job-form/testing/form.ts";
import { openForm, zone } from "#components/job-form/testing/open-form.tsx";
import { expectFitLooks, setLook } from "#components/testing/fit-looks.ts";
import { check, press, uncheck } from "#components/testing/user.ts";

const dialog = page.getByRole("dialog", { name: "Import a job" });
const notice = page.getByRole("region", { name: "Import" });
const open = page.getByRole("button", { name: "Import", exact: true });
const text = dialog.getByRole("textbox", { name: /^Paste a curl command/ });
const read = dialog.getByRole("button", { name: "Read" });
const fill = dialog.getByRole("button", { name: "Fill the form" });
const list = (title: string) => dialog.getByRole("region", { name: title });

async function readText(pasted: string): Promise<void> {
  await open.click();
  await text.fill(pasted);
  await read.click();
}

async function importText(pasted: string): Promise<void> {
  await readText(pasted);
  await fill.click();
  await expect.element(notice).toBeVisible();
}

const listAnswer = JSON.stringify({
  errors: [],
  messages: [],
  success: true,
  result: [
    { id: 1, name: "first", dataset: "http_requests", destination_conf: "https://receiver.headgate.test/first" },
    {
      id: 2,
      name: "from-a-list",
      dataset: "audit_logs",
      destination_conf: "https://receiver.headgate.test/second?header_X-Key=a%2Bb&flag",
      enabled: true,
      kind: "",
      filter: '{"where":{"and":[{"key":"ActionType","operator":"eq","value":"login"}]}}',
      max_upload_interval_seconds: 60,
      output_options: { field_names: ["ActionType", "When"], timestamp_format: "unix", batch_prefix: "[\n" },
      last_complete: null,
      last_error: null,
      error_message: null,
    },
  ],
});

test("one of several jobs in an answer is chosen, and its dataset's fields are loaded", async () => {
  await openForm();
  await readText(listAnswer);
  await dialog.getByLabelText(/^Job \(/).selectOptions("from-a-list");
  await expect.element(list("Ignored (7)")).toHaveTextContent("last_complete: Cloudflare sets it.");
  await fill.click();

  await expect.element(form.dataset).toHaveValue("audit_logs");
  await expect.element(form.scope).toHaveValue("Burritos");
  await expect.element(form.name).toHaveValue("from-a-list");
  await form.showSecrets();
  await expect
    .element(form.destinationString)
    .toHaveValue("https://receiver.headgate.test/second?header_X-Key=a%2Bb&flag");
  await press(form.openFields, "{Enter}");
  await expect.element(form.fields.getByRole("checkbox", { name: "ActorEmail", exact: true })).not.toBeChecked();
  await expect.element(form.fields.getByRole("checkbox", { name: "When", exact: true })).toBeChecked();
  await form.takeFields();
  await expect.element(form.curl).toHaveTextContent('"field_names": ["ActionType", "When"]');
  await expect.element(form.curl).toHaveTextContent('"batch_prefix": "[\\n"');
  await expect.element(notice).toHaveTextContent("could not read 0");
});

test("a zone that the credential does not see has to be chosen", async () => {
  const { actions } = await openForm();
  const body = {
    dataset: "http_requests",
    destination_conf: "https://receiver.headgate.test/stranger",
    output_options: { field_names: ["RayID"] },
  };
  await importText(
    `curl https://api.cloudflare.com/client/v4/zones/${"0".repeat(32)}/logpush/jobs --json '${JSON.stringify(body)}'`,
  );
  await expect.element(notice).toHaveTextContent("The credential has no access to zones/0");
  await expect.element(form.scope).toHaveValue("");
  await form.submit.click();
  await expect.element(form.scope).toHaveAttribute("aria-invalid", "true");
  await form.scope.click();
  await page.getByRole("option", { name: "theburritobot.com" }).click();
  await expect.element(form.openFields).toHaveTextContent(/^Fields1 of/);
  await form.submit.click();
  await expect.poll(() => actions.createJob.mock.calls.map(([{ scope }]) => scope)).toEqual([zone.path]);
});

test("a placeholder is not sent as a secret unless someone says that it is the value", async () => {
  const { actions } = await openForm();
  await importText(
    JSON.stringify({
      dataset: "http_requests",
      name: "placeholder",
      destination_conf: "https://receiver.headgate.test/in?header_X-SEKOIAIO-INTAKE-KEY=<YOUR_INTAKE_KEY>",
      output_options: { field_names: ["RayID"] },
    }),
  );
  await expect.element(notice).toHaveTextContent("is the placeholder <YOUR_INTAKE_KEY>: enter its value");
  const value = page.getByLabelText("Header value", { exact: true });
  await expect.element(value).toHaveAccessibleDescription(/<YOUR_INTAKE_KEY> is a placeholder, not a value/);
  await form.submit.click();
  await expect
    .element(page.getByRole("form", { name: "Logpush job" }).getByRole("alert").first())
    .toHaveTextContent("is a placeholder");
  expect(actions.createJob).not.toHaveBeenCalled();
  const isValue = page.getByRole("checkbox", { name: "This is the value" });
  await check(isValue);
  await expect.element(value).not.toHaveAttribute("aria-invalid", "true");
  await uncheck(isValue);
  await value.fill("abc123");
  await form.submit.click();
  await expect.poll(() => actions.createJob.mock.calls.map(([{ query }]) => query[0]?.value)).toEqual(["abc123"]);
});

test("a destination string changes nothing else, and undo restores everything", async () => {
  const before = "https://mine.example?header_X-Mine=typed";
  await openForm();
  await form.endpoint.fill("https://mine.example");
  await form.name.fill("mine");
  await form.addHeader("X-Mine", "typed");
  await form.showSecrets();
  await expect.element(form.destinationString).toHaveValue(before);

  await open.click();
  await text.fill("  'https://logs.example.com/in?header_A=%7e&&b'  ");
  await press(text, "{Control>}{Enter}{/Control}");
  await expect.element(fill).toBeVisible();
  await press(text, "{Control>}{Enter}{/Control}");
  await expect.element(form.destinationString).toHaveValue("https://logs.example.com/in?header_A=%7e&&b");
  await expect.element(form.name).toHaveValue("mine");

  await notice.getByRole("button", { name: "Undo import" }).click();
  await expect.element(notice).not.toBeInTheDocument();
  await expect.element(open).toHaveFocus();
  await expect.element(form.destinationString).toHaveValue(before);
  await expect.element(form.name).toHaveValue("mine");
  await open.click();
  await expect.element(text).toHaveValue(expect.stringContaining("logs.example.com"));
});

test.each([
  ["nothing", "", "Nothing to import."],
  ["prose", "hello there", "The import does not support this format."],
  ["JSON with a comment", '{\n  // no\n  "name": "a"\n}', "line 2, column 3: JSON has no comments"],
  ["half a command", `curl https://h/zones/a/logpush/jobs -d '{"na`, "The command is invalid at line 1"],
  ["another kind of destination", "s3://bucket/logs?region=x", "This is a s3 destination"],
])("%s gives an error at the field, and the text stays", async (_, pasted, message) => {
  await openForm();
  await readText(pasted);
  await expect.element(dialog).toHaveTextContent(message);
  await expect.element(text).toHaveAttribute("aria-invalid", "true");
  await expect.element(text).toHaveAccessibleDescription(expect.stringContaining(message));
  await press(text, "{Escape}");
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(open).toHaveFocus();
  await open.click();
  await expect.element(text).toHaveValue(pasted);
});

test("axe finds nothing in the import", async () => {
  await setLook({ width: 320, colorScheme: "light" });
  await openForm();
  await readText("x".repeat(300));
  await expect.element(text).toHaveAttribute("aria-invalid", "true");
  await expectFitLooks("error", 320);
  await text.fill(listAnswer.replace('"first"', JSON.stringify("long-".repeat(60))));
  await read.click();
  await expect.element(fill).toBeVisible();
  await expectFitLooks("found", 320);
  await text.fill(
    JSON.stringify({
      ...{ dataset: "http_requests", name: "open", enabled: "\u0024{var.enabled}" },
      destination_conf: "https://receiver.headgate.test/in?header_X-Key=<YOUR_KEY>",
    }),
  );
  await read.click();
  await fill.click();
  await notice.getByText("What was imported").click();
  await expect.element(page.getByRole("region", { name: "Values to fill in" })).toBeVisible();
  await expectFitLooks("filled", 320);
});
