"use client";

import { Send } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { settleWrite } from "#components/ui/settle.ts";
import type { SentTest } from "#lib/logpush/alerts/alerts-view.ts";
import { inSentences, type Result } from "#lib/logpush/result.ts";

type SendTest = Pick<typeof import("#app/actions/alerts.ts"), "sendTestAlert">;

/** Sends a message that says nothing but that it arrived. */
export function TestButton({ sendTestAlert }: SendTest) {
  const [result, setResult] = useState<Result<SentTest> | null>(null);
  const [isPending, startSending] = useTransition();
  const send = () => startSending(async () => setResult(await settleWrite(() => sendTestAlert())));
  return (
    <>
      <p role="status" className="min-w-0 text-xs [overflow-wrap:anywhere]">
        {result && !isPending ? <Told result={result} /> : null}
      </p>
      <Button size="small" aria-disabled={isPending} aria-busy={isPending} onClick={isPending ? undefined : send}>
        <Send aria-hidden className="size-3.5" />
        Send a test alert
      </Button>
    </>
  );
}

function Told({ result }: { result: Result<SentTest> }) {
  if (!result.ok) return <span className="text-danger">✗ {inSentences(result.error)}</span>;
  const { isTaken, told } = result.value;
  return <span className={isTaken ? "text-ok" : "text-danger"}>{`${isTaken ? "✓" : "✗"} ${told}`}</span>;
}
