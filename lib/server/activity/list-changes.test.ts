import { expect, test } from "vitest";
import type { Line } from "../audit/entry.ts";
import { listChanges } from "./list-changes.ts";

const sealed = { ts: "2026-01-01T00:00:00Z", mac: "0" };
const intent = (id: string, rest: object = {}): Line => ({
  ...{ kind: "intent", id, actor: "local", action: "update", scope: "zones/1" },
  ...sealed,
  ...rest,
});
const outcome = (id: string, rest: object = {}): Line => ({
  ...{ kind: "outcome", id, outcome: "done", by: "answer" },
  ...sealed,
  ...rest,
});

test("a change has its last outcome, and the job that it made", () => {
  const lines = [
    intent("1", { after: { name: "a", enabled: "b" } }),
    intent("2", { jobId: 7 }),
    outcome("1", { outcome: "unknown", code: "E_UNKNOWN_OUTCOME", cfRay: "ray" }),
    outcome("1", { by: "start-up", jobId: 9 }),
    { kind: "cut", ...sealed } as Line,
  ];
  const common = { at: sealed.ts, actor: "local", action: "update", scope: "zones/1", code: null, cfRay: null };
  expect(listChanges(lines)).toEqual([
    { ...common, id: "1", jobId: 9, attributes: ["name", "enabled"], outcome: "done" },
    { ...common, id: "2", jobId: 7, attributes: [], outcome: "open" },
  ]);
  expect(listChanges([intent("3"), outcome("3", { outcome: "refused", code: "E_QUOTA", cfRay: "ray" })])).toEqual([
    { ...common, id: "3", jobId: null, attributes: [], outcome: "refused", code: "E_QUOTA", cfRay: "ray" },
  ]);
});

test("a log without changes has none", () => {
  expect(listChanges([])).toEqual([]);
  expect(listChanges([outcome("of a line that was moved away")])).toEqual([]);
});
