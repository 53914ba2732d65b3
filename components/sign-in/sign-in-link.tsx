"use client";

import { useEffect, useState } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { sendProof, useExistingSession } from "./send-proof.ts";

/** The printed link holds its key behind the #, which browsers keep to themselves: no server log and no referrer has it. */
export function SignInLink() {
  const [error, setError] = useState<AppError | null>(null);
  const [isPending, setIsPending] = useState(false);
  useExistingSession();

  useEffect(() => {
    async function redeem() {
      const key = new URLSearchParams(location.hash.slice(1)).get("key");
      if (key === null) return;
      // The browser's own: Next.js wraps it, and would render the page again, without what this one is about to say.
      History.prototype.replaceState.call(history, history.state, "", location.pathname);
      setError(null);
      setIsPending(true);
      const failure = await sendProof(key);
      if (!failure) return;
      setIsPending(false);
      setError(failure);
    }
    redeem();
    // The link, pasted where this page is open already, changes nothing but what is behind the #.
    addEventListener("hashchange", redeem);
    return () => removeEventListener("hashchange", redeem);
  }, []);

  return (
    <>
      {error ? <ErrorCallout error={error} /> : null}
      <Callout title="Open the sign-in link from the terminal">
        Each link works once. The terminal prints the next one after each use.
      </Callout>
      <p role="status" className="text-center text-muted">
        {isPending ? "Signing in…" : ""}
      </p>
    </>
  );
}
