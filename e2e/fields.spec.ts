import type { Page } from "@playwright/test";
import { expectFitLooks } from "./axe.ts";
import { api, apiCreateJob, apiJob } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";

const chosenList = "Chosen fields, in record order";

/** The chosen names in the order of the list. */
async function chosen(page: Page): Promise<string[]> {
  const buttons = page.getByRole("list", { name: chosenList }).getByRole("button", { name: /, field \d+/ });
  const labels = await buttons.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
  return labels.map((label) => label.replace(/(?: unknown| removed)?, field .*$/, ""));
}

async function addFault(baseURL: string | undefined, fault: Record<string, unknown>) {
  await api(baseURL, "/__emulator/faults", { method: "POST", body: JSON.stringify({ at: "before", ...fault }) });
}

test("a dataset that is not in the list is typed, and the API's refusal is shown at its field", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.dataset.selectOption({ label: "Other dataset…" });
  const id = page.getByLabel("Dataset id", { exact: true });
  await id.fill("Brand New");
  await expect(page.getByText("“Brand New” is not a valid dataset id.")).toBeVisible();
  await id.fill("brand_new_logs");
  await expect(jobForm.curl).toContainText('"dataset": "brand_new_logs"');
  await id.press("Enter");
  await expect(id).toHaveAccessibleDescription(/Cloudflare refused: unknown dataset "brand_new_logs"/);
  await expect(jobForm.name).toHaveValue(/brand-new-logs$/);
  await expect(jobForm.openFields).toContainText("0 of 0");

  await jobForm.openFields.press("Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("Timestamp, NewThing");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Use this list" }).click();
  await jobForm.takeFields();
  await expect(jobForm.curl).toContainText('"field_names": ["Timestamp", "NewThing"]');
  await jobForm.endpoint.fill("https://receiver.headgate.test/unknown-dataset");
  await jobForm.submit.click();
  await expect(page.getByRole("form").getByRole("alert").first()).toContainText('unknown dataset "brand_new_logs"');
  await expect(id).toHaveAttribute("aria-invalid", "true");

  await jobForm.dataset.selectOption("dns_logs");
  await expect(id).toHaveCount(0);
  await expect(jobForm.openFields).toContainText("9 of 9");
  await jobForm.openFields.press("Enter");
  await expect(page.getByRole("checkbox", { name: "QueryName", exact: true })).toBeChecked();
});

test("a typed id of a dataset that exists loads its fields", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.dataset.selectOption({ label: "Other dataset…" });
  await page.getByLabel("Dataset id", { exact: true }).fill("dns_logs");
  await jobForm.name.focus();
  await expect(jobForm.openFields).toContainText("9 of 9");
  await expect(page.getByText("Bundled field list")).toHaveCount(0);
});

test("a pasted list is read in its order, and unknown names are listed first", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.openFields.press("Enter");
  await page.getByText("Paste a list of fields").click();
  const paste = page.getByLabel("Paste list", { exact: true });
  await paste.fill("rayid,\nClientIP, Nope ClientIP");
  await expect(
    page.getByText("2 known; 1 unknown: Nope; 1 in different case: rayid is RayID; 1 duplicate."),
  ).toBeVisible();
  await page.getByRole("button", { name: "Use this list" }).click();
  expect(await chosen(page)).toEqual(["RayID", "ClientIP"]);
  await expect(paste).toHaveValue("");

  await paste.fill('{"output_options":{"field_names":["ClientIP","ZoneName","Odd"]}}');
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  expect(await chosen(page)).toEqual(["RayID", "ClientIP", "ZoneName", "Odd"]);
  await expect(page.getByText("Not in Cloudflare’s list, which may refuse it: Odd")).toBeVisible();
  await page.getByRole("button", { name: "Take it out" }).click();
  expect(await chosen(page)).toEqual(["RayID", "ClientIP", "ZoneName"]);
  await jobForm.takeFields();
  await expect(jobForm.curl).toContainText('"field_names": ["RayID", "ClientIP", "ZoneName"]');
});

test("the drawer keeps the focus, changes nothing when it is left, and gives the focus back", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await expect(jobForm.openFields).toContainText("9 of 125 · about 294 B per record");
  await jobForm.openFields.press("Enter");
  await expect(jobForm.fields.getByLabel("Search fields")).toBeFocused();
  await jobForm.fields.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(jobForm.fields.getByRole("button", { name: "Use 0 fields" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(jobForm.fields).toHaveCount(0);
  await expect(jobForm.openFields).toBeFocused();
  await expect(jobForm.openFields).toContainText("9 of 125");

  await jobForm.openFields.press("Enter");
  await jobForm.fields.getByRole("button", { name: /^Selected/ }).click();
  await expect(jobForm.fields.getByRole("checkbox")).toHaveCount(9);
  await jobForm.fields.getByRole("button", { name: /^New/ }).click();
  await expect(jobForm.fields.getByRole("checkbox")).toHaveCount(2);
  await jobForm.fields.getByRole("button", { name: "Select all found" }).click();
  await jobForm.takeFields();
  await expect(jobForm.openFields).toContainText("11 of 125");
});

test("search by name and type, select, invert, groups", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.openFields.press("Enter");
  const search = page.getByLabel("Search fields");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await search.fill("worker");
  await expect(page.getByRole("checkbox", { name: "RayID", exact: true })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "WorkerStatus", exact: true }).check();
  await page.getByRole("button", { name: "Invert found" }).click();
  await expect(page.getByRole("checkbox", { name: "WorkerStatus", exact: true })).not.toBeChecked();
  await expect(page.getByRole("checkbox", { name: "WorkerCPUTime", exact: true })).toBeChecked();
  await search.fill("array[object]");
  await page.getByRole("button", { name: "Select all found" }).click();
  expect(await chosen(page)).toContain("MatchedRules");
  await search.fill("nothing has this name");
  await expect(
    page.getByText("No field of this dataset has “nothing has this name” in its name or type."),
  ).toBeVisible();

  await search.fill("");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("button", { name: "All of Workers" }).click();
  expect((await chosen(page)).every((name) => name.startsWith("Worker"))).toBe(true);
  const heading = page.getByRole("button", { name: /^Workers 6 of 6/ });
  await heading.click();
  await expect(heading).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("checkbox", { name: "WorkerStatus", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "None of Workers" }).click();
  expect(await chosen(page)).toEqual([]);
  await page.getByRole("button", { name: "Select all", exact: true }).click();
  await expect(page.getByRole("button", { name: "Use 125 fields" })).toBeVisible();
  await page.getByRole("button", { name: "Defaults", exact: true }).click();
  expect(await chosen(page)).toHaveLength(9);
});

test("the list is one tab stop, and the arrow keys move in it", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.openFields.press("Enter");
  await page.getByLabel("Search fields").fill("Client");
  await expect(page.getByRole("button", { name: /^Security/ })).toHaveCount(0);
  await page.getByLabel("Search fields").press("ArrowDown");
  await expect(page.getByRole("button", { name: /^Client \d+ of/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  const first = page.getByRole("checkbox", { name: "ClientASN", exact: true });
  await expect(first).toBeFocused();
  await page.keyboard.press("Space");
  await expect(first).toBeChecked();
  await page.keyboard.press("End");
  await expect(page.getByRole("checkbox", { name: "ClientXRequestedWith", exact: true })).toBeFocused();
  await page.getByRole("button", { name: "Clear", exact: true }).focus();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("checkbox", { name: "ClientXRequestedWith", exact: true })).toBeFocused();
  const stops = page.getByRole("list", { name: "Available fields" }).locator("[tabindex='0']");
  await expect(stops).toHaveCount(1);
});

test("chosen fields are reordered and removed by keyboard, and the request follows", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseFields("RayID", "ClientIP", "ZoneName");
  await expect(jobForm.curl).toContainText('"field_names": ["RayID", "ClientIP", "ZoneName"]');
  await jobForm.openFields.press("Enter");
  await page.getByRole("button", { name: "RayID, field 1" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("button", { name: "RayID, field 2" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "RayID is now field 2 of 3." })).toBeAttached();
  expect(await chosen(page)).toEqual(["ClientIP", "RayID", "ZoneName"]);
  await page.keyboard.press("Alt+End");
  await jobForm.takeFields();
  await expect(jobForm.curl).toContainText('"field_names": ["ClientIP", "ZoneName", "RayID"]');
  await expect(jobForm.received).toContainText(/"ClientIP":"[^"]+","ZoneName":"[^"]+","RayID":/);
  await jobForm.openFields.press("Enter");
  await page.getByRole("button", { name: "RayID, field 3" }).focus();

  await page.keyboard.press("Enter");
  const bar = page.getByRole("group", { name: "Move RayID" });
  await bar.getByRole("button", { name: "First" }).click();
  expect(await chosen(page)).toEqual(["RayID", "ClientIP", "ZoneName"]);
  await expect(bar.getByRole("button", { name: "First" })).toBeFocused();
  await expect(bar.getByRole("button", { name: "Up" })).toHaveAttribute("aria-disabled", "true");

  await page.getByRole("button", { name: "ClientIP, field 2" }).focus();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("button", { name: "ZoneName, field 2" })).toBeFocused();
  await page.getByRole("button", { name: "Remove field RayID" }).click();
  await expect(page.getByRole("button", { name: "ZoneName, field 1" })).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(page.getByLabel("Search fields")).toBeFocused();
  await jobForm.takeFields();
  await expect(page.getByText("No fields selected.").first()).toBeVisible();
});

test("the columns of CSV follow the order of the fields", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseFields("RayID", "ClientIP", "ZoneName");
  await jobForm.openSection("Format");
  await page.getByRole("button", { name: "CSV with header row" }).click();
  await expect(jobForm.received).toContainText(/RayID,ClientIP,ZoneName\s*"[0-9a-f]{16}",/);
  await jobForm.openFields.press("Enter");
  await page.getByRole("button", { name: "RayID, field 1" }).focus();
  await page.keyboard.press("Alt+End");
  await jobForm.takeFields();
  await page.getByRole("button", { name: "Update header row" }).click();
  await expect(jobForm.received).toContainText(/ClientIP,ZoneName,RayID\s*"[^"]+","[^"]+","[0-9a-f]{16}"/);
});

test("chosen fields are reordered by dragging", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseFields("RayID", "ClientIP", "ZoneName");
  await jobForm.openFields.press("Enter");
  const item = (name: string) =>
    page.getByRole("list", { name: chosenList }).getByRole("listitem").filter({ hasText: name });
  await item("ZoneName").dragTo(item("RayID"));
  await jobForm.takeFields();
  await expect(jobForm.curl).toContainText('"field_names": ["ZoneName", "RayID", "ClientIP"]');
});

test("a set of fields survives a reload; it is applied, shared, deleted and restored", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.chooseFields("ZoneName", "RayID");
  const open = async () => {
    await jobForm.openFields.press("Enter");
    await page.getByText("Saved sets of fields").click();
  };
  await open();
  await page.getByRole("button", { name: "Save as set" }).click();
  await expect(page.getByText("A field set name must have 1 to 100 characters.")).toBeVisible();
  await page.getByLabel("Set name").fill("Two of mine");
  await page.getByLabel("Set name").press("Enter");
  await expect(page.getByText("“Two of mine” is saved in this browser.")).toBeVisible();

  await page.goto("/");
  await jobForm.open();
  await open();
  await page.getByRole("button", { name: "Select all", exact: true }).click();
  await page.getByRole("button", { name: "Apply Two of mine" }).click();
  expect(await chosen(page)).toEqual(["ZoneName", "RayID"]);
  await expect(page.getByText("“Two of mine” is chosen: 2 fields.")).toBeVisible();

  await page.getByRole("button", { name: "Delete Two of mine" }).click();
  await expect(page.getByRole("button", { name: "Apply Two of mine" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo deleting Two of mine" }).click();
  await expect(page.getByRole("button", { name: "Apply Two of mine" })).toBeVisible();

  await page.getByText("Export and import").click();
  const json = page.getByLabel("Sets as JSON");
  await json.fill("no sets");
  await page.getByRole("button", { name: "Import sets" }).click();
  await expect(page.getByText("This is not a list of field sets.")).toBeVisible();
  await json.fill('[{"name":"Theirs","dataset":"http_requests","fieldNames":["ClientIP","Nope"]}]');
  await page.getByRole("button", { name: "Import sets" }).click();
  await page.getByRole("button", { name: "Apply Theirs" }).click();
  await expect(page.getByText("“Theirs” is chosen: 2 fields, 1 of them not in the list.")).toBeVisible();
  expect(await page.evaluate(() => JSON.parse(localStorage.getItem("headgate.field-sets") ?? "[]"))).toEqual([
    { name: "Theirs", dataset: "http_requests", fieldNames: ["ClientIP", "Nope"] },
    { name: "Two of mine", dataset: "http_requests", fieldNames: ["ZoneName", "RayID"] },
  ]);
});

test("new fields are marked and added with one button; deprecated fields and requirements are shown", async ({
  page,
  jobForm,
}) => {
  await jobForm.open();
  await jobForm.openFields.press("Enter");
  await expect(page.getByText("New since 2026-09-15: EdgeEmulatorPool, EdgeEmulatorQueueMs")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "EdgeEmulatorPool", exact: true })).toHaveAccessibleDescription(
    /^new/,
  );
  await page.getByRole("button", { name: "Add the 2 new ones" }).click();
  expect((await chosen(page)).slice(-2)).toEqual(["EdgeEmulatorPool", "EdgeEmulatorQueueMs"]);
  await expect(page.getByRole("button", { name: "Add the 2 new ones" })).toHaveCount(0);

  const deprecated = page.getByRole("checkbox", { name: "OriginResponseTime", exact: true });
  await expect(deprecated).toHaveAccessibleDescription("deprecated int");
  await deprecated.check();
  await page.getByRole("checkbox", { name: "Cookies", exact: true }).check();
  const notes = page.getByRole("list", { name: "Notes on the chosen fields" });
  await expect(notes).toContainText("OriginResponseTime: Deprecated");
  await expect(notes).toContainText("Cookies: Empty until you configure");

  await jobForm.takeFields();
  await page.getByLabel("Permissions, plans and limits").click();
  await expect(page.getByText("Logpush is available on all plans.")).toBeVisible();
});

test("a saved field that Cloudflare no longer lists is marked, and removed with one button", async ({
  page,
  jobForm,
  baseURL,
}) => {
  const job = await apiCreateJob(baseURL, {
    name: "gone-field",
    dataset: "page_shield_events",
    destination_conf: "https://receiver.headgate.test/gone-field",
    output_options: { field_names: ["Timestamp", "URLHost"] },
  });
  await page.goto(`${job.path}?tab=settings`);
  await page.getByRole("button", { name: "Save changes" }).and(page.locator(":enabled")).waitFor();
  await jobForm.openFields.press("Enter");
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("URLContainsCDNCGIPath");
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await expect(page.getByRole("button", { name: "URLContainsCDNCGIPath removed, field 3" })).toBeVisible();
  await jobForm.takeFields();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Confirm and save" }).click();
  await expect(page.getByText('unknown field "URLContainsCDNCGIPath"').first()).toBeVisible();
  expect(await apiJob(baseURL, job)).toMatchObject({ output_options: { field_names: ["Timestamp", "URLHost"] } });
  await jobForm.openFields.press("Enter");
  await page.getByRole("button", { name: "Take it out" }).click();
  expect(await chosen(page)).toEqual(["Timestamp", "URLHost"]);
});

test("without the live list the bundled one is used, and marked, until the live list can be read", async ({
  page,
  jobForm,
  baseURL,
}) => {
  await addFault(baseURL, { method: "GET", pathIncludes: "/fields", kind: "status", status: 500 });
  await jobForm.open();
  const notice = page.getByRole("status").filter({ hasText: "Bundled field list of 2026-09-15" });
  await expect(notice).toBeVisible();
  await expect(jobForm.openFields).toContainText("9 of 123");
  await api(baseURL, "/__emulator/faults", { method: "DELETE" });
  await page.getByRole("button", { name: "Load fields again" }).click();
  await expect(notice).toHaveCount(0);
  await expect(jobForm.openFields).toContainText("9 of 125");
});

test("a draft of another dataset brings its fields only when it is resumed", async ({ page, jobForm }) => {
  await jobForm.open();
  await jobForm.dataset.selectOption("dns_logs");
  await expect(jobForm.openFields).toContainText("9 of 9");
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain("QueryName");
  await page.reload();
  await page.getByRole("region", { name: "Draft" }).waitFor();
  await expect(jobForm.openFields).toContainText("9 of 125");
  await jobForm.resumeDraft();
  await expect(jobForm.dataset).toHaveValue("dns_logs");
  await expect(jobForm.openFields).toContainText("9 of 9");
  await page.reload();
  await page.getByRole("region", { name: "Draft" }).getByRole("button", { name: "Discard" }).click();
  await expect(jobForm.dataset).toHaveValue("http_requests");
  await expect(jobForm.openFields).toContainText("9 of 125");
});

test("with everything open, axe finds nothing", async ({ page, jobForm }) => {
  test.slow();
  await page.setViewportSize({ width: 375, height: 800 });
  await jobForm.open();
  await jobForm.dataset.selectOption({ label: "Other dataset…" });
  await page.getByLabel("Dataset id", { exact: true }).fill("no_such");
  await page.getByLabel("Dataset id", { exact: true }).press("Enter");
  await page.getByText("Cloudflare refused").first().waitFor();
  await expectFitLooks(page, "no list");

  await jobForm.dataset.selectOption("http_requests");
  await page.getByLabel("Permissions, plans and limits").click();
  await expectFitLooks(page, "notes");
  await jobForm.openFields.press("Enter");
  await page.getByRole("checkbox", { name: "WAFFlags", exact: true }).check();
  await page.getByText("Paste a list of fields").click();
  await page.getByLabel("Paste list", { exact: true }).fill("x".repeat(120));
  await page.getByRole("checkbox", { name: /Keep unknown names/ }).check();
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await page.getByText("Saved sets of fields").click();
  await page.getByLabel("Set name").fill("y".repeat(100));
  await page.getByRole("button", { name: "Save as set" }).click();
  await page.getByText("Export and import").click();
  await page.getByRole("button", { name: /^RayID, field/ }).click();
  await expectFitLooks(page, "all open");
  await expect(page.getByRole("button", { name: /^RayID, field/ })).toBeVisible();
});
