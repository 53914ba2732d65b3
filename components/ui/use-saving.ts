import { useRef, useState } from "react";
import type { AppError, Result } from "#lib/logpush/result.ts";
import { callWriteAction } from "./call-action.ts";

/** Sends a change once, however often the button is pressed, and keeps its failure. */
export function useSaving() {
  const [failure, setFailure] = useState<AppError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isSending = useRef(false);

  /** Resolves with whether it was saved now. */
  async function save(change: () => Promise<Result<unknown>>): Promise<boolean> {
    if (isSending.current) return false;
    isSending.current = true;
    setIsBusy(true);
    const result = await callWriteAction(change);
    isSending.current = false;
    setIsBusy(false);
    if (!result.ok) setFailure(result.error);
    return result.ok;
  }
  return { failure, isBusy, save };
}
