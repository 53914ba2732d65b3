import { expect, test } from "vitest";
import { CAUSES } from "#lib/logpush/decode/causes.ts";
import { writeErrorTable } from "./error-table.ts";

test("docs/errors.md matches the table of causes; -u updates it", async () => {
  await expect(writeErrorTable()).toMatchFileSnapshot("../docs/errors.md");
});

test("contains every cause once", () => {
  const text = writeErrorTable();
  for (const code of Object.keys(CAUSES)) expect(text.split(`\n\`${code}\`. `), code).toHaveLength(2);
});
