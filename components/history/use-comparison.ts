import { useCallback, useRef, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { HistoryActions } from "./history-actions.ts";

type Compare = HistoryActions["compareVersions"];
export type Compared = Extract<Awaited<ReturnType<Compare>>, { ok: true }>["value"];
export type ComparisonState =
  | { kind: "loading" }
  | { kind: "done"; compared: Compared }
  | { kind: "failed"; error: AppError };

/** Asks for a comparison; only the answer to the last question counts. */
export function useComparison(compare: Compare) {
  const [state, setState] = useState<ComparisonState>({ kind: "loading" });
  const last = useRef(0);
  const ask = useCallback(
    (input: Parameters<Compare>[0]): void => {
      last.current += 1;
      const mine = last.current;
      void callAction(() => compare(input)).then((result) => {
        if (mine !== last.current) return;
        setState(result.ok ? { kind: "done", compared: result.value } : { kind: "failed", error: result.error });
      });
    },
    [compare],
  );
  return { state, ask };
}
