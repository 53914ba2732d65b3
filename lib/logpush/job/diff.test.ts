import { describe, expect, test } from "vitest";
import { exampleValues } from "../testing/form-values.ts";
import { hasOwnDestination, rebaseValues } from "./diff.ts";

describe("rebaseValues", () => {
  const opened = exampleValues({ name: "opened", maxUploadRecords: "" });
  const current = exampleValues({ name: "opened", maxUploadRecords: "5000", endpoint: "https://theirs.example" });

  test("my changes win, settings that I left alone follow the other change", () => {
    const mine = { ...opened, name: "mine" };
    expect(rebaseValues(opened, mine, current)).toEqual({ ...current, name: "mine" });
  });

  test("the destination goes as a whole", () => {
    const mine = { ...opened, query: [{ kind: "header" as const, name: "X", value: "y" }] };
    expect(hasOwnDestination(opened, mine)).toBe(true);
    expect(rebaseValues(opened, mine, current)).toEqual({ ...current, query: mine.query, endpoint: mine.endpoint });
  });
});
