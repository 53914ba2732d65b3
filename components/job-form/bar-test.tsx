"use client";

import { BarCheck } from "./bar-checks.tsx";
import { useFormSetting } from "./form-context.tsx";
import type { CheckStatus } from "./sections/check/check-state.ts";

/** How the test delivery stands: "Test 200 in 84 ms". */
export type TestSummary = { status: CheckStatus; text: string };

type TestStateProps = { test: TestSummary | null; onTest: () => void; onShow: () => void };

/** The test delivery in the bar: its result, and the button that sends one. */
export function TestState({ test, onTest, onShow }: TestStateProps) {
  const { saved } = useFormSetting();
  const isDone = test && test.status !== "idle" && test.status !== "old";
  const mark =
    test?.status === "pass" ? "ok" : test?.status === "warn" || test?.status === "fail" ? test.status : "open";
  return (
    <BarCheck mark={isDone ? mark : "open"}>
      {isDone && test.status !== "running" ? (
        <button type="button" className="min-h-6 tabular-nums hover:underline" onClick={onShow}>
          {test.text}
        </button>
      ) : null}
      <button
        type="button"
        aria-disabled={test?.status === "running"}
        className="min-h-6 font-medium text-accent hover:underline aria-disabled:text-muted aria-disabled:no-underline"
        onClick={test?.status === "running" ? undefined : onTest}
      >
        {saved ? "Test changes" : "Send test"}
      </button>
      <span role="status" className="sr-only">
        {isDone ? test.text : ""}
      </span>
    </BarCheck>
  );
}
