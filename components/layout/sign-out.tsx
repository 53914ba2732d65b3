"use client";

import { useState } from "react";

/** Ends the session on the server, then leaves. A plain form would come without an Origin, as nothing refers from here. */
export function SignOut({ className }: { className: string }) {
  const [state, setState] = useState<"here" | "leaving" | "failed">("here");

  async function leave() {
    setState("leaving");
    const response = await fetch("/session/end", { method: "POST" }).catch(() => undefined);
    if (response?.ok) location.assign("/login");
    else setState("failed");
  }

  return (
    <>
      <button type="button" className={className} disabled={state === "leaving"} onClick={leave}>
        Sign out
      </button>
      <span role="status">{state === "failed" ? "Sign-out failed. Try again." : ""}</span>
    </>
  );
}
