import { expect, test } from "vitest";
import { readAccessTable, readActionRoles, readRouteAccess, writeAccessTable } from "./access.ts";

test("docs/access.md matches the code; -u updates it, and the diff shows who may do more", async () => {
  await expect(writeAccessTable()).toMatchFileSnapshot("../docs/access.md");
});

test("the table is read back as it was written", () => {
  expect(readAccessTable()).toEqual({ actions: readActionRoles(), routes: readRouteAccess() });
});
