import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFit } from "#components/testing/fit-looks.ts";
import { answerErrors } from "#lib/logpush/errors/answer-errors.ts";
import { errorOf, ok } from "#lib/logpush/result.ts";
import { form } from "../../testing/form.ts";
import { openForm, openSavedForm } from "../../testing/open-form.tsx";

async function openMore() {
  await page.getByRole("button", { name: "More settings", exact: true }).click();
  await expect.element(page.getByLabelText("Other settings (JSON)")).toBeVisible();
}

test("errors are reported with their position or field, and a mask is refused", async () => {
  await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/more");
  await openMore();
  const field = page.getByLabelText("Other settings (JSON)");
  for (const [text, message] of [
    ['{\n  "a": 1,\n}', "line 3, column 1"],
    ["[]", "must be a JSON object"],
    ['{"max_upload_bytes": 5000000}', "is set in Max upload bytes"],
    ['{"output_options": {"CVE-2021-44228": true}}', "is set in CVE-2021-44228"],
    ['{"last_error": null}', "read-only"],
    ['{"token": "Bearer ••••••••"}', "contains a masked value"],
    ['{"a": 1, "a": 2}', "Duplicate"],
  ] as const) {
    await field.fill(text);
    await expect.element(field).toHaveAccessibleDescription(new RegExp(message));
  }
  await expectFit({ width: 1280, colorScheme: "light" });
  await page.getByRole("button", { name: "More settings", exact: true }).click();
  await expect.element(field).not.toBeVisible();
  await form.submit.click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /Other settings/ })
    .click();
  await expect.element(field).toHaveFocus();
});

test("a dataset without the setting offers no choice, and says which datasets have it", async () => {
  await openForm();
  await form.dataset.selectOptions("dns_logs");
  await openMore();
  const attack = page.getByLabelText("Attack traffic");
  await expect.element(attack).toHaveAccessibleDescription(/dns_logs has no such setting/);
  await expect.element(attack.getByRole("option", { name: "Excluded" })).toBeDisabled();
  await expect
    .element(page.getByLabelText("Kind", { exact: true }).getByRole("option", { name: "Edge Log Delivery" }))
    .toBeDisabled();
});

const job = {
  ...{ id: 7, name: "more", dataset: "http_requests", enabled: true },
  destination_conf: "https://h.example/more?header_X-Token=canary",
};

test("settings without a field can be kept, added and removed", async () => {
  const output_options = { field_names: ["RayID"], brand_new: { a: [1, null] }, stringify_object: true };
  const { sent } = await openSavedForm({ ...job, output_options, not_born_yet: { b: false }, gone_soon: 1 });
  await expect.element(page.getByText("Set: Other settings")).toBeVisible();
  await openMore();
  const field = page.getByLabelText("Other settings (JSON)");
  const area = field.element();
  const { gone_soon: _gone, ...shown } = JSON.parse(area instanceof HTMLTextAreaElement ? area.value : "");
  expect(shown).toEqual({
    not_born_yet: { b: false },
    output_options: { brand_new: { a: [1, null] }, stringify_object: true },
  });
  await field.fill(JSON.stringify({ ...shown, typed_here: "new" }));
  await form.saveChanges();
  await expect.poll(sent).toEqual({ typed_here: "new", gone_soon: null });
});

test("a transformer is one of the account's, and another one is shown as what it is", async () => {
  const transformers = [
    { id: 5001, name: "requests-without-addresses", dataset: "http_requests" },
    { id: 5002, name: "blocked-dns", dataset: "gateway_dns" },
  ];
  const { actions, sent } = await openForm();
  actions.readTransformers.mockResolvedValue(ok(transformers));
  await form.endpoint.fill("https://h.example/more");
  await openMore();
  const field = page.getByLabelText("Other settings (JSON)");
  await field.fill('{ "transformer_id": 4711 }');
  await expect.element(form.curl).toHaveTextContent('"transformer_id": 4711');
  const transformer = page.getByLabelText("Transformer", { exact: true });
  await expect.element(transformer.getByRole("option", { name: "4711 (not in this account)" })).toBeInTheDocument();
  await expect.element(transformer.getByRole("option", { name: "blocked-dns (gateway_dns)" })).toBeDisabled();
  await transformer.selectOptions("requests-without-addresses");
  await expect.element(field).toHaveValue(expect.stringMatching(/"transformer_id": 5001/));
  await form.submit.click();
  await expect.poll(sent).toMatchObject({ transformer_id: 5001 });
});

test("a saved job keeps its transformer", async () => {
  const { sent } = await openSavedForm({ ...job, transformer_id: 5001 });
  await openMore();
  await expect
    .element(page.getByLabelText("Other settings (JSON)"))
    .toHaveValue(expect.stringMatching(/"transformer_id": 5001/));
  await form.name.fill("transformed-still");
  await form.saveChanges();
  await expect.poll(sent).toEqual({ name: "transformed-still" });
});

test("without the permission to list transformers, the id is typed", async () => {
  const { actions } = await openForm();
  actions.readTransformers.mockResolvedValue({
    ok: false,
    error: errorOf(answerErrors, "E_UPSTREAM_REFUSED", { params: { text: "not allowed" } }),
  });
  await openMore();
  const id = page.getByLabelText("Transformer ID");
  await id.fill("5001x");
  await expect.element(id).toHaveValue("5001");
  const others = page.getByLabelText("Other settings (JSON)");
  await expect.element(others).toHaveValue(expect.stringContaining('"transformer_id": 5001'));
  await id.fill("");
  await expect.element(others).toHaveValue("");
});

test("attack traffic, kind and frequency are sent", async () => {
  const { actions } = await openForm();
  await form.endpoint.fill("https://h.example/more");
  await openMore();
  await page.getByLabelText("Attack traffic").selectOptions("Excluded");
  await page.getByLabelText("Kind", { exact: true }).selectOptions("Edge Log Delivery");
  await page.getByText("Older settings").click();
  await page.getByLabelText("Frequency").selectOptions("low");
  await expect.element(page.getByText("Set: Kind, Attack traffic, Frequency")).toBeVisible();
  for (const part of ['"filter_attack_traffic": true', '"kind": "edge"', '"frequency": "low"'])
    await expect.element(form.curl).toHaveTextContent(part);
  await form.submit.click();
  await expect
    .poll(() => actions.createJob.mock.calls[0]?.[0])
    .toMatchObject({ filterAttackTraffic: "on", kind: "edge", frequency: "low" });
});

test("a saved job keeps its kind, and its choice about attack traffic can be changed but not removed", async () => {
  const { actions } = await openSavedForm({ ...job, kind: "edge", frequency: "high", filter_attack_traffic: true });
  await openMore();
  const kind = page.getByLabelText("Kind", { exact: true });
  await expect.element(kind).toBeDisabled();
  await expect.element(kind).toHaveValue("edge");
  // The default of every job is not a setting of this one.
  await expect.element(page.getByText("Set: Kind, Attack traffic", { exact: true })).toBeVisible();
  await page.getByText("Older settings").click();
  await expect.element(page.getByLabelText("Frequency")).toHaveValue("high");
  const attack = page.getByLabelText("Attack traffic");
  expect(
    attack
      .getByRole("option")
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(["Excluded", "Included"]);
  await attack.selectOptions("Included");
  await form.saveChanges();
  await expect
    .poll(() => actions.updateJob.mock.calls[0]?.[0].values)
    .toMatchObject({ filterAttackTraffic: "off", kind: "edge", frequency: "high" });
});

test("a draft's error in collapsed settings can be reached from the summary of errors", async () => {
  const { close } = await openForm();
  await form.endpoint.fill("https://h.example/more");
  await openMore();
  await page.getByLabelText("Attack traffic").selectOptions("Excluded");
  await form.dataset.selectOptions("dns_logs");
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  close();
  await openForm();
  await form.resumeDraft();
  await expect.element(page.getByText("Set: Attack traffic")).toBeVisible();
  await form.submit.click();
  const link = page.getByRole("alert").getByRole("link", { name: /Attack traffic: dns_logs does not support/ });
  await link.click();
  const attack = page.getByLabelText("Attack traffic");
  await expect.element(attack).toHaveFocus();
  await attack.selectOptions("Not set");
  await expect.element(link).not.toBeInTheDocument();
});

test("with everything open, 320 px in the dark, axe finds nothing", async () => {
  await openSavedForm({ ...job, not_born_yet: "x".repeat(200) });
  await openMore();
  await page.getByText("Older settings").click();
  await expect.element(page.getByLabelText("Frequency")).toBeVisible();
  await expectFit({ width: 320, colorScheme: "dark" });
});
