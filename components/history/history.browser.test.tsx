import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { nowMs } from "#components/testing/stored-job.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { historyOf } from "./testing/versions.ts";
import { VersionList } from "./version-list.tsx";

const conf = (secret: string) =>
  `https://receiver.headgate.test/history?header_Authorization=${secret}&tags=env%3Aprod`;
const first = {
  ...{ id: 7, name: "history", dataset: "http_requests", enabled: true, destination_conf: conf("canary-1") },
  output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
};
const second = { ...first, max_upload_records: 5000, destination_conf: conf("canary-2") };
const made = [
  { raw: first, source: "first", actor: null },
  { raw: second, source: "outside", actor: null },
] as const;

const versions = page.getByRole("region", { name: "Versions" }).getByRole("listitem");

async function openVersions() {
  const { history, actions } = historyOf(made);
  const { ref } = savedJob(first).summary;
  const opened = openPage(
    <>
      <h1>history</h1>
      <VersionList jobRef={ref} initial={history} nowMs={nowMs} mayRestore actions={actions} />
    </>,
  );
  await expect.element(versions).toHaveLength(2);
  return { ...opened, actions };
}

test("a change from outside is shown with its values and compared, the secret by its fingerprints", async () => {
  await openVersions();
  await expect.element(versions.first()).toHaveTextContent("Outside Headgate");
  await expect.element(versions.first().getByRole("button", { name: "Restore this version" })).not.toBeInTheDocument();
  await versions.first().getByRole("button", { name: "View diff" }).click();
  const diff = page.getByRole("dialog", { name: "Changes in version 2" });
  await expect.element(diff.getByRole("row", { name: /Max upload records not set 5000/ })).toBeVisible();
  await expect
    .element(diff.getByRole("row", { name: /Header Authorization value [0-9a-f]{8} value [0-9a-f]{8}/ }))
    .toBeVisible();
  await expectFitLooks("diff");
  await diff.getByRole("tab", { name: "JSON" }).click();
  await expect.element(diff.getByRole("region", { name: "After" })).toHaveTextContent('"max_upload_records": 5000');
  await expectFitLooks("diff as JSON");
  await diff.getByRole("tab", { name: "Terraform" }).click();
  await expect.element(diff.getByRole("region", { name: "After" })).toHaveTextContent(/max_upload_records\s+= 5000/);
  expect(document.documentElement.outerHTML).not.toContain("canary");
  await userEvent.keyboard("{Escape}");
  await expect.element(diff).not.toBeInTheDocument();
});

test("a restore shows what it changes, and a job that changed meanwhile keeps the dialog open", async () => {
  const { actions, router } = await openVersions();
  const error = describedError("E_CONFLICT", { params: { changed: "name" } });
  actions.restoreVersion.mockResolvedValueOnce({ ok: false, error });
  await versions.nth(1).getByRole("button", { name: "Restore this version" }).click();
  const restore = page.getByRole("dialog", { name: "Restore version" });
  await expect.element(restore.getByRole("row", { name: /Max upload records 5000 not set/ })).toBeVisible();
  await expectFitLooks("restore");
  const submit = restore.getByRole("button", { name: "Restore", exact: true });
  await submit.click();
  await expect.element(restore.getByRole("alert")).toHaveTextContent("modified since you opened it (name)");
  expect(router.refresh).not.toHaveBeenCalled();
  await submit.click();
  await expect.element(page.getByText("Version 1 was restored.")).toBeVisible();
  await expect.element(restore).not.toBeInTheDocument();
  expect(router.refresh).toHaveBeenCalledOnce();
  expect(actions.restoreVersion.mock.calls.map(([{ n, seen }]) => ({ n, seen }))).toEqual(
    Array(2).fill({ n: 1, seen: 2 }),
  );
});
