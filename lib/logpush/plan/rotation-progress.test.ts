import { expect, test } from "vitest";
import { type RotatedJob, rotationProgress } from "./rotation-progress.ts";

const at = "2026-11-29T10:00:00Z";
const changed: RotatedJob = {
  ...{ plan: "change", state: "done", code: null, isGone: false, isEnabled: true, isChangedSince: false },
  ...{ changedAt: Date.parse(at), lastComplete: null },
};

test.each<[string, Partial<RotatedJob>, object]>([
  ["a job that has not delivered since", {}, { waiting: 1 }],
  ["a delivery of before", { lastComplete: at }, { waiting: 1 }],
  ["a delivery of afterwards", { lastComplete: "2026-11-29T10:00:01Z" }, { delivered: 1 }],
  ["a disabled job", { isEnabled: false }, { disabled: 1 }],
  ["one that somebody changed since", { isChangedSince: true, lastComplete: "2026-11-29T10:00:01Z" }, { holding: 1 }],
  ["one whose outcome is unknown", { state: "unknown" }, { holding: 1 }],
  ["one that was refused", { state: "failed" }, { holding: 1 }],
  ["one that is still to be written", { state: "queued" }, { holding: 1 }],
  ["one that had the new value before", { plan: "same" }, { delivered: 1 }],
  ["one that is gone", { state: "failed", isGone: true }, {}],
  ["one that holds another value", { plan: "blocked", state: "not applied", code: "E_PLAN_OTHER_VALUE" }, {}],
  ["one that could not be read", { plan: "blocked", state: "not applied", code: "E_PLAN_SEALED" }, { holding: 1 }],
])("counts %s", (_title, changes, expected) =>
  expect(rotationProgress([{ ...changed, ...changes }])).toEqual({
    ...{ holding: 0, waiting: 0, delivered: 0, disabled: 0 },
    ...expected,
  }),
);
