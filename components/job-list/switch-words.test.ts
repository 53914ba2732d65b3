import { expect, test } from "vitest";
import { describeFailedSwitch } from "./switch-words.ts";

test.each([
  ["E_PERMISSION", false, "edge was not disabled"],
  ["E_NOT_APPLIED", true, "edge was not enabled"],
  ["E_NOT_FOUND", true, "edge no longer exists"],
  ["E_UNKNOWN_OUTCOME", true, "Unknown whether edge was enabled"],
  ["E_SERVER_SILENT_WRITE", false, "Unknown whether edge was disabled"],
  ["E_INTERNAL", false, "Unknown whether edge was disabled"],
] as const)("%s, on %s: %s", (code, target, expected) => {
  expect(describeFailedSwitch("edge", target, { code })).toBe(expected);
});
