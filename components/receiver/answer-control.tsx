"use client";

import { useOptimistic, useState, useTransition } from "react";
import { callWriteAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { type SimulatedAnswer, simulatedAnswers } from "#lib/logpush/receiver/simulated-answers.ts";
import type { AppError } from "#lib/logpush/result.ts";

type AnswerControlProps = {
  answer: SimulatedAnswer;
  setReceiverAnswer: typeof import("#app/actions/receiver.ts").setReceiverAnswer;
};

/** Chooses what the receiver says to everything but the demo's own jobs. */
export function AnswerControl({ answer, setReceiverAnswer }: AnswerControlProps) {
  const isHydrated = useHydrated();
  const [error, setError] = useState<AppError | null>(null);
  const [isSaving, startSaving] = useTransition();
  const [shown, show] = useOptimistic(answer);

  const choose = (next: SimulatedAnswer) =>
    startSaving(async () => {
      show(next);
      const result = await callWriteAction(() => setReceiverAnswer({ answer: next }));
      setError(result.ok ? null : result.error);
    });

  return (
    <Panel title="Response" isRegion={false}>
      <fieldset
        disabled={!isHydrated}
        aria-busy={isSaving}
        className="grid min-w-0 grid-cols-2 gap-1 p-2 lg:grid-cols-1 lg:gap-0.5"
      >
        <legend className="sr-only">Response</legend>
        {simulatedAnswers.map((option) => (
          <Option key={option.id} {...option} isChosen={option.id === shown} onChoose={() => choose(option.id)} />
        ))}
      </fieldset>
      <p className="border-line border-t px-3 py-2 text-muted text-xs sm:hidden" aria-hidden>
        {simulatedAnswers.find(({ id }) => id === shown)?.words}
      </p>
      <p role="status" className="sr-only">
        {isSaving ? "" : statusOf(answer)}
      </p>
      {error ? (
        <div className="px-2 pb-2">
          <ErrorCallout error={error} />
        </div>
      ) : null}
    </Panel>
  );
}

type OptionProps = (typeof simulatedAnswers)[number] & { isChosen: boolean; onChoose: () => void };

function Option({ id, label, note, words, isChosen, onChoose }: OptionProps) {
  return (
    <div className="relative grid grid-cols-[auto_1fr] gap-x-2.5 rounded-control border border-transparent px-2 py-1 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft">
      <input
        type="radio"
        id={`answer-${id}`}
        name="answer"
        value={id}
        checked={isChosen}
        onChange={onChoose}
        aria-describedby={`answer-${id}-words`}
        className="check z-10 mt-0.5"
      />
      <label htmlFor={`answer-${id}`} className="cursor-pointer text-sm after:absolute after:inset-0">
        <span className="font-medium font-mono text-table">{label}</span> {note}
      </label>
      <p id={`answer-${id}-words`} className="col-start-2 text-muted text-xs max-sm:hidden">
        {words}
      </p>
    </div>
  );
}

function statusOf(answer: SimulatedAnswer): string {
  const option = simulatedAnswers.find(({ id }) => id === answer);
  return option ? `The test receiver responds with ${option.label} ${option.note}.` : "";
}
