import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { answerErrors } from "#lib/logpush/errors/answer-errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { errorOf } from "#lib/logpush/result.ts";
import { form } from "./testing/form.ts";
import { openForm } from "./testing/open-form.tsx";

const draft = page.getByRole("region", { name: "Draft" });
const stored = () => sessionStorage.getItem("headgate.new-job");

test("invalid input is reported at the field and in a summary, and the first field gets the focus", async () => {
  await openForm();
  await form.endpoint.fill("http://logs.example.com");
  await expect.element(page.getByText("The endpoint must start with https://.").first()).toBeVisible();
  await page.getByLabelText("Max upload bytes").fill("3 MB");
  await form.addHeader("Bad Name", "x");
  await form.submit.click();
  const summary = page.getByRole("form").getByRole("alert").filter({ hasText: "are invalid" });
  await expect.element(summary.getByRole("link")).toHaveLength(3);
  await expect.element(form.endpoint).toHaveFocus();
  await summary.getByRole("link", { name: /Max upload bytes/ }).click();
  await expect.element(page.getByLabelText("Max upload bytes")).toHaveFocus();
});

test("a create that may have happened is not sent a second time without a question", async () => {
  const { actions, router } = await openForm();
  const ask = vi.spyOn(window, "confirm").mockReturnValue(false);
  const alert = page.getByRole("form").getByRole("alert");
  await form.name.fill("maybe-made");
  await form.endpoint.fill("https://h.example/maybe");
  const unknown = errorOf(answerErrors, "E_UNKNOWN_OUTCOME", { params: { action: "creating the job" } });
  actions.createJob.mockResolvedValueOnce({ ok: false, error: unknown });
  await form.submit.click();
  await expect.element(alert).toHaveTextContent("is unknown");

  await form.submit.click();
  await expect
    .poll(() => ask.mock.calls)
    .toEqual([[expect.stringContaining("An earlier attempt may have created this job")]]);
  // It was not sent, and the reason for the question is still shown.
  await expect.element(alert).toHaveTextContent("is unknown");
  expect(actions.createJob).toHaveBeenCalledTimes(1);

  // A later certain failure does not make the earlier outcome certain.
  ask.mockReturnValue(true);
  actions.createJob.mockResolvedValueOnce({ ok: false, error: describedError("E_PERMISSION") });
  await form.submit.click();
  await expect.element(alert).toHaveTextContent("not allowed");
  await form.submit.click();
  await expect.poll(() => router.push.mock.calls).toEqual([[expect.stringMatching(/\/jobs\/1\?created=1$/)]]);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(actions.createJob).toHaveBeenCalledTimes(3);
});

test("a name that Cloudflare would refuse is repaired with one button", async () => {
  await openForm();
  await form.name.fill("Edge logs (prod) → SIEM");
  await page.getByRole("button", { name: "Use Edge-logs-prod-SIEM" }).click();
  await expect.element(form.name).toHaveValue("Edge-logs-prod-SIEM");
  await expect.element(form.name).toHaveFocus();
  await expect.element(page.getByRole("button", { name: /^Use Edge/ })).not.toBeInTheDocument();
  await form.name.fill("日本語");
  await expect.element(form.name).toHaveAttribute("aria-invalid", "true");
  await expect.element(page.getByRole("button", { name: /^Use (?!the test receiver)/ })).not.toBeInTheDocument();
});

test("a draft that is discarded is not offered again", async () => {
  const first = await openForm();
  await form.endpoint.fill("https://receiver.headgate.test/draft");
  await expect.poll(stored).toContain("receiver.headgate.test/draft");
  first.close();
  const second = await openForm();
  await draft.getByRole("button", { name: "Discard" }).click();
  await expect.element(draft).not.toBeInTheDocument();
  second.close();
  await openForm();
  await expect.poll(stored).toBeNull();
  await expect.element(draft).not.toBeInTheDocument();
});

test("a draft of another dataset brings its fields only when it is resumed", async () => {
  const first = await openForm();
  await form.dataset.selectOptions("dns_logs");
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  await expect.poll(stored).toContain("QueryName");
  first.close();
  const second = await openForm();
  await expect.element(draft).toBeVisible();
  await expect.element(form.openFields).toHaveTextContent("9 of 125");
  await form.resumeDraft();
  await expect.element(form.dataset).toHaveValue("dns_logs");
  await expect.element(form.openFields).toHaveTextContent("9 of 9");
  second.close();
  await openForm();
  await draft.getByRole("button", { name: "Discard" }).click();
  await expect.element(form.dataset).toHaveValue("http_requests");
  await expect.element(form.openFields).toHaveTextContent("9 of 125");
});
