import { expect, test } from "vitest";
import { markChanges } from "./mark-changes.ts";

const field = (name: string) => ({ name, type: "string" });

test("fields that only Cloudflare lists are new, fields that only the bundled list has are removed", () => {
  expect(markChanges([field("A"), field("N"), field("B")], [field("Gone"), field("A"), field("B")])).toEqual({
    fields: [field("A"), { ...field("N"), isNew: true }, field("B")],
    removed: ["Gone"],
  });
});

test("a dataset that the bundled list lacks has no new fields", () => {
  expect(markChanges([field("A")], [])).toEqual({ fields: [field("A")], removed: [] });
});
