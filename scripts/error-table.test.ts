import { expect, test } from "vitest";
import { CAUSES } from "#lib/logpush/decode/causes.ts";
import { writeErrorTable } from "./error-table.ts";

test("docs/errors.md is what the table of causes says; -u updates it", async () => {
  await expect(writeErrorTable()).toMatchFileSnapshot("../docs/errors.md");
});

test("every cause is in it once", () => {
  const text = writeErrorTable();
  for (const code of Object.keys(CAUSES)) expect(text.split(`\n\`${code}\`. `), code).toHaveLength(2);
});
