import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { expectFitAllLooks } from "#components/testing/fit-looks.ts";
import { check } from "#components/testing/user.ts";
import { list } from "./testing/list.ts";
import { openList } from "./testing/open-list.tsx";

test("axe finds nothing in the list with a selection and hints for the search, nor when nothing is found", async () => {
  await openList();
  await check(list.box("gateway-splunk"));
  await expect.element(list.toolbar).toBeVisible();
  await list.search.click();
  await expect.element(page.getByRole("group", { name: "Search filters" })).toBeVisible();
  await expectFitAllLooks("searching");
  await list.search.fill("nothing-has-this-name");
  await expect.element(page.getByRole("button", { name: "Clear search" })).toBeVisible();
  await expectFitAllLooks("nothing found");
});
