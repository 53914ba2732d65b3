import { expect, test } from "vitest";
import { fixesOfCause } from "./fixes-of.ts";

test.each([
  ["E_DESTINATION_415", "status 415", [], [{ kind: "set-header", name: "Content-Type", value: "application/json" }]],
  [
    "E_DESTINATION_415",
    "use ndjson",
    [],
    [{ kind: "set-header", name: "Content-Type", value: "application/x-ndjson" }],
  ],
  ["E_DESTINATION_415", "", ["content-type"], [{ kind: "go-to", at: "headers" }]],
  ["E_DESTINATION_401", "", [], [{ kind: "go-to", at: "headers" }]],
  ["E_DESTINATION_413", "", [], [{ kind: "go-to", at: "batch" }]],
  ["E_CAUSE_UNKNOWN", "", [], [{ kind: "go-to", at: "endpoint" }]],
] as const)("%s %j with the headers %j", (code, text, headers, fixes) => {
  expect(fixesOfCause(code, text, [...headers])).toEqual(fixes);
});
