import { expect, test } from "vitest";
import { markChanges } from "./mark-changes.ts";

const field = (name: string) => ({ name, type: "string" });

test("what only Cloudflare lists is new, what only the bundled list has is removed", () => {
  expect(markChanges([field("A"), field("N"), field("B")], [field("Gone"), field("A"), field("B")])).toEqual({
    fields: [field("A"), { ...field("N"), isNew: true }, field("B")],
    removed: ["Gone"],
  });
});

test("a dataset that the bundled list does not hold has nothing new", () => {
  expect(markChanges([field("A")], [])).toEqual({ fields: [field("A")], removed: [] });
});
