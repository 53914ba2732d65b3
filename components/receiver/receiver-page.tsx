"use client";

import { PageHeader } from "#components/layout/page-header.tsx";
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
  jobs: { id: number; name: string }[];
  view: ArrivalView;
  asOf: string;
  endpoint: string;
  actions: ReceiverActions;
};

/** The built-in receiver: what it answers, chosen by the person, and what arrives, as it arrives. */
export function ReceiverPage({ answer, endpoint, actions, ...arrivals }: ReceiverPageProps) {
  return (
    <>
      <PageHeader title="Test receiver">
        An endpoint inside Headgate. Point a job at it, choose its response and watch requests arrive. Header values,
        including secrets, are shown in plain text.
      </PageHeader>
      <div className="grid gap-4">
        <ReceiverEndpoint endpoint={endpoint} />
        <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
          <AnswerControl answer={answer} setReceiverAnswer={actions.setReceiverAnswer} />
          <Arrivals {...arrivals} clearReceived={actions.clearReceived} readArrival={actions.readArrival} />
        </div>
      </div>
    </>
  );
}
