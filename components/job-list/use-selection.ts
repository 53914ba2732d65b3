"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { noSelection, toggleAll, toggleRow } from "#lib/logpush/list/selection.ts";
import type { ListedJob } from "#lib/logpush/views.ts";

/** Which jobs are chosen. They stay chosen on other pages of the same view, and not in another view. */
export function useSelection(rows: readonly ListedJob[], viewOfAllPages: string) {
  const [selection, setSelection] = useState({ ...noSelection, of: viewOfAllPages });
  const order = useMemo(() => rows.map(({ key }) => key), [rows]);
  const latest = useRef(order);
  useEffect(() => {
    latest.current = order;
  }, [order]);
  if (selection.of !== viewOfAllPages) setSelection({ ...noSelection, of: viewOfAllPages });

  const select = useCallback((key: string, isRange: boolean) => {
    setSelection((before) => ({ ...before, ...toggleRow(before, latest.current, { key, isRange }) }));
  }, []);
  const selectAll = useCallback(() => {
    setSelection((before) => ({ ...before, ...toggleAll(before, latest.current) }));
  }, []);
  const choose = useCallback(
    // The keys of a view that was left meanwhile are not chosen in the next one.
    (keys: readonly string[]) =>
      setSelection((before) =>
        before.of === viewOfAllPages ? { ...before, keys: new Set(keys), anchor: null } : before,
      ),
    [viewOfAllPages],
  );
  const clear = useCallback(() => setSelection((before) => ({ ...before, ...noSelection })), []);
  return { chosen: selection.keys, select, selectAll, choose, clear };
}
