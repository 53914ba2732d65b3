"use client";

import { useEffect } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";

/** Signs in and opens the page again; the result is what went wrong, and never comes when it went well. */
export async function sendProof(proof: string): Promise<AppError | undefined> {
  const result = await callAction<null>(async () => {
    const response = await fetch("/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ proof }),
    });
    return readResult(await response.json());
  });
  if (!result.ok) return result.error;
  enter();
  return new Promise(() => {});
}

/** A page that was opened from another site is asked for without the cookie: whoever has one gets in by asking again. */
export function useExistingSession(): void {
  useEffect(() => {
    const stop = new AbortController();
    fetch("/session", { signal: stop.signal })
      .then(async (response) => {
        const answer: { isSignedIn?: boolean } = await response.json();
        if (answer.isSignedIn) enter();
      })
      .catch(() => {});
    return () => stop.abort();
  }, []);
}

/** A whole new page, for nothing of what was shown to a stranger counts any more. */
function enter(): void {
  if (location.pathname === "/login") location.replace("/");
  else location.reload();
}

/** The server is ours; what is not its answer (a proxy's page) fails before, as it is no JSON. */
function readResult(answer: Result<null>): Result<null> {
  return answer;
}
