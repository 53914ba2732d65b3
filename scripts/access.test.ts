import { expect, test } from "vitest";
import { writeAccessTable } from "./access.ts";

test("docs/access.md matches the code; -u updates it, and the diff shows who may do more", async () => {
  await expect(writeAccessTable()).toMatchFileSnapshot("../docs/access.md");
});
