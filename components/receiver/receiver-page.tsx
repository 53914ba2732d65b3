"use client";

import type { Arrival, ArrivalDetail } from "#lib/logpush/receiver/arrival.ts";
import type { ArrivalView } from "#lib/logpush/receiver/arrival-view.ts";
import type { SimulatedAnswer } from "#lib/logpush/receiver/simulated-answers.ts";
import type { Result } from "#lib/logpush/result.ts";
import { AnswerControl } from "./answer-control.tsx";
import { Arrivals } from "./arrivals.tsx";
import { LabEndpoint } from "./lab-endpoint.tsx";

export type LabActions = {
  setLabAnswer: (input: { answer: SimulatedAnswer }) => Promise<Result<null>>;
  clearReceived: () => Promise<Result<null>>;
  readArrival: (input: { id: string }) => Promise<Result<ArrivalDetail>>;
};

type LabPageProps = {
  answer: SimulatedAnswer;
  arrivals: Arrival[];
  hiddenSeed: number;
  view: ArrivalView;
  asOf: string;
  endpoint: string;
  actions: LabActions;
};

/** The built-in receiver: what it answers, chosen by the person, and what arrives, as it arrives. */
export function LabPage({ answer, endpoint, actions, ...arrivals }: LabPageProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-1.5">
        <h1 className="font-semibold text-title tracking-tight">Delivery lab</h1>
        <p className="max-w-[48rem] text-muted">
          A receiver inside Headgate. Point a job at it, choose what it answers, see the job fail, repair it, and see
          what arrives. It is for trying things out: header values are shown in clear here, secrets too.
        </p>
      </div>
      <LabEndpoint endpoint={endpoint} />
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <AnswerControl answer={answer} setLabAnswer={actions.setLabAnswer} />
        <Arrivals {...arrivals} clearReceived={actions.clearReceived} readArrival={actions.readArrival} />
      </div>
    </div>
  );
}
