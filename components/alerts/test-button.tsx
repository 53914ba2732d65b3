"use client";

import { Send } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import type { SentTest } from "#lib/logpush/alerts/alerts-view.ts";
import { inSentences, type Result } from "#lib/logpush/result.ts";

type SendTest = Pick<typeof import("#app/actions/alerts.ts"), "sendTest">;

/** Sends a message that says nothing but that it arrived. */
export function TestButton({ sendTest }: SendTest) {
  const [result, setResult] = useState<Result<SentTest> | null>(null);
  const [isPending, startSending] = useTransition();
  const send = () => startSending(async () => setResult(await callWriteAction(() => sendTest())));
  return (
    <>
      <p role="status" className="min-w-0 text-xs [overflow-wrap:anywhere]">
        {result && !isPending ? <Told result={result} /> : null}
      </p>
      <Button size="small" aria-disabled={isPending} aria-busy={isPending} onClick={isPending ? undefined : send}>
        <Send aria-hidden className="size-3.5" />
        Send test alert
      </Button>
    </>
  );
}

function Told({ result }: { result: Result<SentTest> }) {
  if (!result.ok) return <span className="text-danger">✗ {inSentences(result.error)}</span>;
  const { isDelivered, summary } = result.value;
  return <span className={isDelivered ? "text-ok" : "text-danger"}>{`${isDelivered ? "✓" : "✗"} ${summary}`}</span>;
}
