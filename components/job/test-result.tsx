"use client";

import type { ReactNode } from "react";
import { DeliveryDetails } from "#components/job-form/sections/check/delivery-details.tsx";
import { phaseWords } from "#components/job-form/sections/check/phase-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobSummary, May } from "#lib/logpush/views.ts";
import { FixButtons } from "./fix-buttons.tsx";
import type { FixActions } from "./fix-label.ts";
import type { SentTest } from "./use-send-test.ts";

type TestResultProps = { test: SentTest; summary: JobSummary; may: May; actions: FixActions };

/** What the test under way does, or how the last one ended. */
export function TestResult({ test, summary, may, actions }: TestResultProps) {
  const { isRunning, phase, result, run, stop, dismiss } = test;
  return (
    <section aria-label="Test delivery" aria-busy={isRunning}>
      <div role="status">
        {isRunning ? (
          <Callout title="Sending a test delivery…">
            <div className="flex flex-wrap items-center gap-3">
              <span>{phase ? phaseWords[phase] : "Starting"}</span>
              <Button size="small" onClick={stop}>
                Cancel
              </Button>
            </div>
          </Callout>
        ) : result ? (
          <Outcome result={result} onDismiss={dismiss} onAgain={() => void run()}>
            {result.ok && may.write && result.value.verdict.outcome !== "pass" ? (
              <FixButtons fixes={result.value.verdict.fixes} jobRef={summary.ref} actions={actions} />
            ) : null}
          </Outcome>
        ) : null}
      </div>
    </section>
  );
}

type OutcomeProps = {
  result: NonNullable<SentTest["result"]>;
  onAgain: () => void;
  onDismiss: () => void;
  children: ReactNode;
};

function Outcome({ result, onAgain, onDismiss, children }: OutcomeProps) {
  const { tone, title, text } = result.ok ? wordsOf(result.value) : wordsOfError(result.error);
  return (
    <Callout tone={tone} title={title}>
      {text ? <p>{text}</p> : null}
      <div className="mt-2 grid gap-2">
        <div className="flex flex-wrap gap-2">
          {children}
          <Button size="small" onClick={onAgain}>
            Test again
          </Button>
          <Button size="small" variant="quiet" onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
        {result.ok ? <DeliveryDetails trace={result.value.trace} /> : null}
      </div>
    </Callout>
  );
}

type Words = { tone: "ok" | "warn" | "danger"; title: string; text?: string };

function wordsOf({ verdict }: TestedDelivery): Words {
  if (verdict.outcome === "pass") return { tone: "ok", title: verdict.message };
  if (verdict.outcome === "warn") return { tone: "warn", title: verdict.message, text: verdict.nextStep };
  return wordsOfError(verdict.error);
}

function wordsOfError(error: AppError): Words {
  return { tone: "danger", title: error.message, text: error.nextStep };
}
