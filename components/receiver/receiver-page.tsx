"use client";

import type { Arrival } from "#lib/logpush/receiver/arrival.ts";
import type { ArrivalView } from "#lib/logpush/receiver/arrival-view.ts";
import type { SimulatedAnswer } from "#lib/logpush/receiver/simulated-answers.ts";
import { AnswerControl } from "./answer-control.tsx";
import { Arrivals } from "./arrivals.tsx";
import { ReceiverEndpoint } from "./receiver-endpoint.tsx";

export type ReceiverActions = Pick<
  typeof import("#app/actions/receiver.ts"),
  "setReceiverAnswer" | "clearReceived" | "readArrival"
>;

type ReceiverPageProps = {
  answer: SimulatedAnswer;
  arrivals: Arrival[];
  hiddenSeed: number;
  view: ArrivalView;
  asOf: string;
  endpoint: string;
  actions: ReceiverActions;
};

/** The built-in receiver: what it answers, chosen by the person, and what arrives, as it arrives. */
export function ReceiverPage({ answer, endpoint, actions, ...arrivals }: ReceiverPageProps) {
  return (
    <div className="grid gap-5">
      <div className="grid gap-1.5">
        <h1 className="font-semibold text-title tracking-tight">Test receiver</h1>
        <p className="max-w-[48rem] text-muted">
          A receiver inside Headgate. Point a job at it, choose what it answers, see the job fail, repair it, and see
          what arrives. It is for trying things out: header values are shown in clear here, secrets too.
        </p>
      </div>
      <ReceiverEndpoint endpoint={endpoint} />
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <AnswerControl answer={answer} setReceiverAnswer={actions.setReceiverAnswer} />
        <Arrivals {...arrivals} clearReceived={actions.clearReceived} readArrival={actions.readArrival} />
      </div>
    </div>
  );
}
