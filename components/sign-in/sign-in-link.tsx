"use client";

import { useEffect, useRef, useState } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { sendProof, useExistingSession } from "./send-proof.ts";

/** The printed link holds its key behind the #, which browsers keep to themselves: no server log and no referrer has it. */
export function SignInLink() {
  const hasSent = useRef(false);
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, setIsPending] = useState(false);
  useExistingSession();

  useEffect(() => {
    const key = new URLSearchParams(location.hash.slice(1)).get("key");
    if (key === null || hasSent.current) return;
    hasSent.current = true;
    history.replaceState(null, "", location.pathname);
    setIsPending(true);
    sendProof(key).then((failure) => {
      if (!failure) return;
      setIsPending(false);
      setError(failure);
    });
  }, []);

  return (
    <>
      {error ? <ErrorCallout error={error} /> : null}
      <Callout title="Open the sign-in link from the terminal">
        Headgate holds a real Cloudflare credential. The terminal in which it runs shows a link that works once; each
        use prints the next one.
      </Callout>
      <p role="status" className="text-center text-muted">
        {isPending ? "Signing in…" : ""}
      </p>
    </>
  );
}
