import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { expectFitLooks } from "#components/testing/fit-looks.ts";
import { check, focus, press } from "#components/testing/user.ts";
import { answerErrors } from "#lib/logpush/errors/answer-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";
import { form } from "../../testing/form.ts";
import { openForm } from "../../testing/open-form.tsx";

const chosenList = "Chosen fields, in record order";

/** The chosen names in the order of the list. */
function chosen(): string[] {
  const buttons = page.getByRole("list", { name: chosenList }).getByRole("button", { name: /, field \d+/ });
  const labels = buttons.elements().map((node) => node.getAttribute("aria-label") ?? "");
  return labels.map((label) => label.replace(/(?: unknown| removed)?, field .*$/, ""));
}

test("a pasted list is read in its order, and unknown names are listed first", async () => {
  await openForm();
  await press(form.openFields, "{Enter}");
  await page.getByText("Paste a list of fields").click();
  const paste = page.getByLabelText("Paste list", { exact: true });
  await paste.fill("rayid,\nClientIP, Nope ClientIP");
  await expect
    .element(page.getByText("2 known; 1 unknown: Nope; 1 in different case: rayid is RayID; 1 duplicate."))
    .toBeVisible();
  await page.getByRole("button", { name: "Use this list" }).click();
  await expect.poll(chosen).toEqual(["RayID", "ClientIP"]);
  await expect.element(paste).toHaveValue("");

  await paste.fill('{"output_options":{"field_names":["ClientIP","ZoneName","Odd"]}}');
  await check(page.getByRole("checkbox", { name: /Keep unknown names/ }));
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await expect.poll(chosen).toEqual(["RayID", "ClientIP", "ZoneName", "Odd"]);
  await expect.element(page.getByText("Not in Cloudflare’s list, which may refuse it: Odd")).toBeVisible();
  await page.getByRole("button", { name: "Take it out" }).click();
  await expect.poll(chosen).toEqual(["RayID", "ClientIP", "ZoneName"]);
  await form.takeFields();
  await expect.element(form.curl).toHaveTextContent('"field_names": ["RayID", "ClientIP", "ZoneName"]');
});

test("the drawer keeps the focus, changes nothing when it is left, and gives the focus back", async () => {
  await openForm();
  await expect.element(form.openFields).toHaveTextContent("9 of 125 · about 294 B per record");
  await press(form.openFields, "{Enter}");
  await expect.element(form.fields.getByLabelText("Search fields")).toHaveFocus();
  await form.fields.getByRole("button", { name: "Clear", exact: true }).click();
  await expect.element(form.fields.getByRole("button", { name: "Use 0 fields" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(form.fields).not.toBeInTheDocument();
  await expect.element(form.openFields).toHaveFocus();
  await expect.element(form.openFields).toHaveTextContent("9 of 125");

  await press(form.openFields, "{Enter}");
  await form.fields.getByRole("button", { name: /^Selected/ }).click();
  await expect.element(form.fields.getByRole("checkbox")).toHaveLength(9);
  await form.fields.getByRole("button", { name: /^New/ }).click();
  await expect.element(form.fields.getByRole("checkbox")).toHaveLength(2);
  await form.fields.getByRole("button", { name: "Select all found" }).click();
  await form.takeFields();
  await expect.element(form.openFields).toHaveTextContent("11 of 125");
});

test("search by name and type, select, invert, groups", async () => {
  await openForm();
  await press(form.openFields, "{Enter}");
  const search = page.getByLabelText("Search fields");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await search.fill("worker");
  await expect.element(page.getByRole("checkbox", { name: "RayID", exact: true })).not.toBeInTheDocument();
  await check(page.getByRole("checkbox", { name: "WorkerStatus", exact: true }));
  await page.getByRole("button", { name: "Invert found" }).click();
  await expect.element(page.getByRole("checkbox", { name: "WorkerStatus", exact: true })).not.toBeChecked();
  await expect.element(page.getByRole("checkbox", { name: "WorkerCPUTime", exact: true })).toBeChecked();
  await search.fill("array[object]");
  await page.getByRole("button", { name: "Select all found" }).click();
  await expect.poll(chosen).toContain("MatchedRules");
  await search.fill("nothing has this name");
  await expect
    .element(page.getByText("No field of this dataset has “nothing has this name” in its name or type."))
    .toBeVisible();

  await search.fill("");
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByRole("button", { name: "All of Workers" }).click();
  await expect.poll(() => chosen().every((name) => name.startsWith("Worker"))).toBe(true);
  const heading = page.getByRole("button", { name: /^Workers 6 of 6/ });
  await heading.click();
  await expect.element(heading).toHaveAttribute("aria-expanded", "false");
  await expect.element(page.getByRole("checkbox", { name: "WorkerStatus", exact: true })).not.toBeInTheDocument();
  await page.getByRole("button", { name: "None of Workers" }).click();
  await expect.poll(chosen).toEqual([]);
  await page.getByRole("button", { name: "Select all", exact: true }).click();
  await expect.element(page.getByRole("button", { name: "Use 125 fields" })).toBeVisible();
  await page.getByRole("button", { name: "Defaults", exact: true }).click();
  await expect.poll(chosen).toHaveLength(9);
});

test("the list is one tab stop, and the arrow keys move in it", async () => {
  await openForm();
  await press(form.openFields, "{Enter}");
  await page.getByLabelText("Search fields").fill("Client");
  await expect.element(page.getByRole("button", { name: /^Security/ })).not.toBeInTheDocument();
  await press(page.getByLabelText("Search fields"), "{ArrowDown}");
  await expect.element(page.getByRole("button", { name: /^Client \d+ of/ })).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  const first = page.getByRole("checkbox", { name: "ClientASN", exact: true });
  await expect.element(first).toHaveFocus();
  await userEvent.keyboard(" ");
  await expect.element(first).toBeChecked();
  await userEvent.keyboard("{End}");
  await expect.element(page.getByRole("checkbox", { name: "ClientXRequestedWith", exact: true })).toHaveFocus();
  await focus(page.getByRole("button", { name: "Clear", exact: true }));
  await userEvent.keyboard("{Shift>}{Tab}{/Shift}");
  await expect.element(page.getByRole("checkbox", { name: "ClientXRequestedWith", exact: true })).toHaveFocus();
  const list = page.getByRole("list", { name: "Available fields" }).element();
  expect(list.querySelectorAll("[tabindex='0']")).toHaveLength(1);
});

test("chosen fields are reordered and removed by keyboard, and the request follows", async () => {
  await openForm();
  await form.chooseFields("RayID", "ClientIP", "ZoneName");
  await expect.element(form.curl).toHaveTextContent('"field_names": ["RayID", "ClientIP", "ZoneName"]');
  await press(form.openFields, "{Enter}");
  await focus(page.getByRole("button", { name: "RayID, field 1" }));
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  await expect.element(page.getByRole("button", { name: "RayID, field 2" })).toHaveFocus();
  await expect.element(page.getByRole("status").filter({ hasText: "RayID is now field 2 of 3." })).toBeInTheDocument();
  await expect.poll(chosen).toEqual(["ClientIP", "RayID", "ZoneName"]);
  await userEvent.keyboard("{Alt>}{End}{/Alt}");
  await form.takeFields();
  await expect.element(form.curl).toHaveTextContent('"field_names": ["ClientIP", "ZoneName", "RayID"]');
  await expect.element(form.received).toHaveTextContent(/"ClientIP":"[^"]+","ZoneName":"[^"]+","RayID":/);
  await press(form.openFields, "{Enter}");
  await focus(page.getByRole("button", { name: "RayID, field 3" }));

  await userEvent.keyboard("{Enter}");
  const bar = page.getByRole("group", { name: "Move RayID" });
  await bar.getByRole("button", { name: "First" }).click();
  await expect.poll(chosen).toEqual(["RayID", "ClientIP", "ZoneName"]);
  await expect.element(bar.getByRole("button", { name: "First" })).toHaveFocus();
  await expect.element(bar.getByRole("button", { name: "Up" })).toHaveAttribute("aria-disabled", "true");

  await focus(page.getByRole("button", { name: "ClientIP, field 2" }));
  await userEvent.keyboard("{Delete}");
  await expect.element(page.getByRole("button", { name: "ZoneName, field 2" })).toHaveFocus();
  await page.getByRole("button", { name: "Remove field RayID" }).click();
  await expect.element(page.getByRole("button", { name: "ZoneName, field 1" })).toHaveFocus();
  await userEvent.keyboard("{Delete}");
  await expect.element(page.getByLabelText("Search fields")).toHaveFocus();
  await form.takeFields();
  await expect.element(page.getByText("No fields selected.").first()).toBeVisible();
});

test("the columns of CSV follow the order of the fields", async () => {
  await openForm();
  await form.chooseFields("RayID", "ClientIP", "ZoneName");
  await form.openSection("Format");
  await page.getByRole("button", { name: "CSV with header row" }).click();
  await expect.element(form.received).toHaveTextContent(/RayID,ClientIP,ZoneName\s*"[0-9a-f]{16}",/);
  await press(form.openFields, "{Enter}");
  await focus(page.getByRole("button", { name: "RayID, field 1" }));
  await userEvent.keyboard("{Alt>}{End}{/Alt}");
  await form.takeFields();
  await page.getByRole("button", { name: "Update header row" }).click();
  await expect.element(form.received).toHaveTextContent(/ClientIP,ZoneName,RayID\s*"[^"]+","[^"]+","[0-9a-f]{16}"/);
});

test("chosen fields are reordered by dragging", async () => {
  await openForm();
  await form.chooseFields("RayID", "ClientIP", "ZoneName");
  await press(form.openFields, "{Enter}");
  const item = (name: string) =>
    page.getByRole("list", { name: chosenList }).getByRole("listitem").filter({ hasText: name });
  await item("ZoneName").dropTo(item("RayID"));
  await form.takeFields();
  await expect.element(form.curl).toHaveTextContent('"field_names": ["ZoneName", "RayID", "ClientIP"]');
});

test("a set of fields is kept by the browser; it is applied, shared, deleted and restored", async () => {
  const { close } = await openForm();
  await form.chooseFields("ZoneName", "RayID");
  const open = async () => {
    await press(form.openFields, "{Enter}");
    await page.getByText("Saved sets of fields").click();
  };
  await open();
  await page.getByRole("button", { name: "Save as set" }).click();
  await expect.element(page.getByText("A field set name must have 1 to 100 characters.")).toBeVisible();
  await page.getByLabelText("Set name").fill("Two of mine");
  await press(page.getByLabelText("Set name"), "{Enter}");
  await expect.element(page.getByText("“Two of mine” is saved in this browser.")).toBeVisible();

  close();
  await openForm();
  await open();
  await page.getByRole("button", { name: "Select all", exact: true }).click();
  await page.getByRole("button", { name: "Apply Two of mine" }).click();
  await expect.poll(chosen).toEqual(["ZoneName", "RayID"]);
  await expect.element(page.getByText("“Two of mine” is chosen: 2 fields.")).toBeVisible();

  await page.getByRole("button", { name: "Delete Two of mine" }).click();
  await expect.element(page.getByRole("button", { name: "Apply Two of mine" })).not.toBeInTheDocument();
  await page.getByRole("button", { name: "Undo deleting Two of mine" }).click();
  await expect.element(page.getByRole("button", { name: "Apply Two of mine" })).toBeVisible();

  await page.getByText("Export and import").click();
  const json = page.getByLabelText("Sets as JSON");
  await json.fill("no sets");
  await page.getByRole("button", { name: "Import sets" }).click();
  await expect.element(page.getByText("This is not a list of field sets.")).toBeVisible();
  await json.fill('[{"name":"Theirs","dataset":"http_requests","fieldNames":["ClientIP","Nope"]}]');
  await page.getByRole("button", { name: "Import sets" }).click();
  await page.getByRole("button", { name: "Apply Theirs" }).click();
  await expect.element(page.getByText("“Theirs” is chosen: 2 fields, 1 of them not in the list.")).toBeVisible();
  expect(JSON.parse(localStorage.getItem("headgate.field-sets") ?? "[]")).toEqual([
    { name: "Theirs", dataset: "http_requests", fieldNames: ["ClientIP", "Nope"] },
    { name: "Two of mine", dataset: "http_requests", fieldNames: ["ZoneName", "RayID"] },
  ]);
});

test("new fields are marked and added with one button; deprecated fields and requirements are shown", async () => {
  await openForm();
  await press(form.openFields, "{Enter}");
  await expect.element(page.getByText("New since 2026-09-15: EdgeEmulatorPool, EdgeEmulatorQueueMs")).toBeVisible();
  await expect
    .element(page.getByRole("checkbox", { name: "EdgeEmulatorPool", exact: true }))
    .toHaveAccessibleDescription(/^new/);
  await page.getByRole("button", { name: "Add the 2 new ones" }).click();
  await expect.poll(() => chosen().slice(-2)).toEqual(["EdgeEmulatorPool", "EdgeEmulatorQueueMs"]);
  await expect.element(page.getByRole("button", { name: "Add the 2 new ones" })).not.toBeInTheDocument();

  const deprecated = page.getByRole("checkbox", { name: "OriginResponseTime", exact: true });
  await expect.element(deprecated).toHaveAccessibleDescription("deprecated int");
  await check(deprecated);
  await check(page.getByRole("checkbox", { name: "Cookies", exact: true }));
  const notes = page.getByRole("list", { name: "Notes on the chosen fields" });
  await expect.element(notes).toHaveTextContent("OriginResponseTime: Deprecated");
  await expect.element(notes).toHaveTextContent("Cookies: Empty until you configure");

  await form.takeFields();
  await page.getByLabelText("Permissions, plans and limits").click();
  await expect.element(page.getByText("Logpush is available on all plans.")).toBeVisible();
});

test("with everything open, axe finds nothing", async () => {
  const { actions } = await openForm();
  actions.readFields.mockResolvedValueOnce({ ok: false, error: errorOf(answerErrors, "E_DATASET_UNKNOWN") });
  await form.dataset.selectOptions("Other dataset…");
  await page.getByLabelText("Dataset id", { exact: true }).fill("no_such");
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByText(errorOf(answerErrors, "E_DATASET_UNKNOWN").message).first()).toBeVisible();
  await expectFitLooks("no list");

  await form.dataset.selectOptions("http_requests");
  await page.getByLabelText("Permissions, plans and limits").click();
  await expectFitLooks("notes");
  await press(form.openFields, "{Enter}");
  await check(page.getByRole("checkbox", { name: "WAFFlags", exact: true }));
  await page.getByText("Paste a list of fields").click();
  await page.getByLabelText("Paste list", { exact: true }).fill("x".repeat(120));
  await check(page.getByRole("checkbox", { name: /Keep unknown names/ }));
  await page.getByRole("button", { name: "Add to chosen" }).click();
  await page.getByText("Saved sets of fields").click();
  await page.getByLabelText("Set name").fill("y".repeat(100));
  await page.getByRole("button", { name: "Save as set" }).click();
  await page.getByText("Export and import").click();
  await page.getByRole("button", { name: /^RayID, field/ }).click();
  await expectFitLooks("all open");
  await expect.element(page.getByRole("button", { name: /^RayID, field/ })).toBeVisible();
});
