import { expect, onTestFinished, test, vi } from "vitest";
import { page } from "vitest/browser";
import { decodeApiError, describeDecoded, describeDeliveryError } from "#lib/logpush/decode/decode.ts";
import { writeEvent } from "#lib/logpush/event-stream.ts";
import type { Result } from "#lib/logpush/result.ts";
import { list, listedNames } from "./testing/list.ts";
import { listedJob, secret } from "./testing/listed-jobs.ts";
import { openList } from "./testing/open-list.tsx";

const paused = page.getByRole("button", { name: "Paused" });
const refresh = page.getByRole("button", { name: "Refresh" });

/** As the server reads Cloudflare's refusal. */
function refusal(): Extract<Result<never>, { ok: false }> {
  const upstream = {
    status: 400,
    errors: [
      {
        code: 1002,
        message: "error validating destination: error writing object: error uploading to https: status:503",
      },
    ],
  };
  const decoded = decodeApiError(upstream);
  if (!decoded) throw new Error("The refusal is not known.");
  return { ok: false, error: describeDecoded(decoded, { upstream }) };
}

test("the switch shows the real state, says why it could not be changed, and tries again", async () => {
  const { actions } = await openList({ query: "?q=burrito-requests" });
  const control = list.control("burrito-requests");
  await control.click();
  await expect.element(control).not.toBeChecked();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.element(control).toBeChecked();
  await control.click();
  await expect.element(control).not.toBeChecked();

  actions.setJobEnabled.mockResolvedValueOnce(refusal());
  await control.click();
  const failure = list.table.getByRole("alert");
  await expect.element(failure).toHaveTextContent("burrito-requests was not enabled.");
  await expect.element(failure).toHaveTextContent("The endpoint returned 503.");
  await expect.element(failure).toHaveTextContent("1002");
  await expect.element(control).not.toBeChecked();
  await expect.element(control).toHaveFocus();
  await failure.getByRole("button", { name: "Try again" }).click();
  await expect.element(control).toBeChecked();
  await expect.element(failure).not.toBeInTheDocument();
  expect(actions.setJobEnabled.mock.calls.map(([{ enabled }]) => enabled)).toEqual([false, true, false, true, true]);
});

test("during a change, the switch keeps its old state", async () => {
  const { actions } = await openList({ query: "?q=burrito-requests" });
  const control = list.control("burrito-requests");
  let resolve = (_: ReturnType<typeof refusal>) => {};
  actions.setJobEnabled.mockReturnValueOnce(
    new Promise((settle) => {
      resolve = settle;
    }),
  );
  await control.click();
  await expect.element(control).toBeDisabled();
  await expect.element(control).toBeChecked();
  resolve(refusal());
  await expect.element(control).toBeEnabled();
  await expect.element(control).toBeChecked();
});

test("without an answer the outcome is not claimed, and the list is read again", async () => {
  const { actions } = await openList({ query: "?q=burrito-requests" });
  actions.setJobEnabled.mockRejectedValueOnce(new Error("no network"));
  await list.control("burrito-requests").click();
  const failure = list.table.getByRole("alert");
  await expect.element(failure).toHaveTextContent("Unknown whether burrito-requests was disabled.");
  await expect.element(failure.getByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  await failure.getByRole("button", { name: "Refresh" }).click();
  await expect.element(failure).not.toBeInTheDocument();
});

test("a job that cannot be disabled can be deleted, which asks for its name and offers its JSON first", async () => {
  const { actions } = await openList({ query: "?q=burrito-requests" });
  actions.setJobEnabled.mockResolvedValueOnce(refusal());
  await list.control("burrito-requests").click();
  await list.table.getByRole("alert").getByRole("button", { name: "Delete job" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete burrito-requests?" });
  await expect.element(dialog).toHaveTextContent('"dataset": "http_requests"');
  expect(document.body.innerHTML).not.toContain(secret);
  const name = dialog.getByLabelText(/Type .* to confirm/);
  const confirm = dialog.getByRole("button", { name: "Delete job" });
  await name.fill("burrito-request");
  await expect.element(confirm).toBeDisabled();
  await name.fill("burrito-requests");
  await confirm.click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(list.control("burrito-requests")).not.toBeInTheDocument();
  await expect.element(list.search).toHaveFocus();
  expect(actions.deleteJob.mock.calls).toMatchObject([[{ ref: { jobId: 4 }, confirmName: "burrito-requests" }]]);
});

test("a test is sent from the row of a failing job, and its verdict is shown", async () => {
  const { answers } = await openList({ query: "?q=edge-logs" });
  const error = describeDeliveryError("error uploading to https: 401");
  const event = { result: { ok: true, value: { verdict: { outcome: "fail", error } } } };
  answers.test.mockImplementationOnce(
    () => new Response(writeEvent(JSON.stringify(event)), { headers: { "content-type": "text/event-stream" } }),
  );
  await list
    .row(/edge-logs/)
    .getByRole("button", { name: "Send test" })
    .click();
  await expect.element(page.getByText("edge-logs: test failed")).toBeVisible();
  await expect.element(page.getByText(error.message)).toBeVisible();
});

test("a view that cannot be read leaves the last list, with its age and the error", async () => {
  const { answers } = await openList();
  answers.list.mockImplementationOnce(() => refusal());
  await page.getByRole("button", { name: /^Healthy/ }).click();
  const notice = page.getByRole("main").getByRole("alert");
  await expect.element(notice).toHaveTextContent("Showing data from");
  await expect.element(notice).toHaveTextContent("503");
  await expect.element(list.control("edge-logs")).toBeVisible();
  await page.getByRole("button", { name: /^All/ }).click();
  await expect.element(notice).not.toBeInTheDocument();
});

test("what could not be read is named, and the others are listed", async () => {
  const scope = { path: `zones/${"e".repeat(32)}`, name: "refused.example" };
  await openList({ page: { failures: [{ scope, error: refusal().error }], failureCount: 1 } });
  await expect.element(page.getByRole("main")).toHaveTextContent("Could not read the jobs of refused.example.");
  await expect.element(list.link("account-audit")).toBeVisible();
});

test("a refresh without a server keeps the page and says so", async () => {
  const { answers, router } = await openList();
  const status = page.getByText("The Headgate server does not respond.");
  answers.healthz.mockImplementationOnce(() => new Response("", { status: 503 }));
  await refresh.click();
  await expect.element(status).toBeVisible();
  await expect.element(list.table).toBeVisible();
  expect(router.refresh).not.toHaveBeenCalled();
  await refresh.click();
  await expect.element(status).not.toBeInTheDocument();
  await expect.poll(() => router.refresh.mock.calls.length).toBe(1);
});

/** A list that keeps itself up to date hears of changes by a stream, which has nothing to say here. */
function stubStream(): void {
  class SilentStream extends EventTarget {
    readyState = 1;
    close() {}
  }
  vi.stubGlobal("EventSource", SilentStream);
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
}

test("rows do not move under the pointer, and take their places when it leaves", async () => {
  stubStream();
  const first = listedJob({ id: 1, name: "places-1" });
  await openList({ jobs: [first, listedJob({ id: 2, name: "places-2" })], isLive: true });
  await expect.poll(listedNames).toEqual(["places-1", "places-2"]);
  await list.link("places-1").hover();
  first.raw.name = "places-9";
  await expect.element(list.link("places-9")).toBeVisible();
  expect(listedNames()).toEqual(["places-9", "places-2"]);
  await page.getByRole("heading", { level: 1 }).hover();
  await expect.poll(listedNames).toEqual(["places-2", "places-9"]);
});

test("without an answer the page stays as it is, and stops asking after three attempts", async () => {
  stubStream();
  const { actions } = await openList({ isLive: true });
  await expect.poll(() => actions.watchJobs.mock.calls.length).toBeGreaterThan(1);
  actions.watchJobs.mockClear().mockRejectedValue(new Error("no network"));
  await expect.element(page.getByText("Three attempts brought no newer data.")).toBeVisible();
  await expect.element(paused).toBeVisible();
  await expect.element(list.link("burrito-requests")).toBeVisible();
  const asked = actions.watchJobs.mock.calls.length;
  // Longer than the next wait would be.
  await new Promise((wake) => setTimeout(wake, 1200));
  expect(actions.watchJobs.mock.calls.length).toBe(asked);
});
