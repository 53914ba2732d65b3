"use client";

import { useState } from "react";
import { columnsCookie, type ListColumn, toggleColumn, writeHidden } from "#lib/logpush/list/columns.ts";

/** The hidden columns, as this browser remembers them. */
export function useColumns(initial: ListColumn[]): [ListColumn[], (column: ListColumn) => void] {
  const [hidden, setHidden] = useState(initial);
  function toggle(column: ListColumn) {
    const next = toggleColumn(hidden, column);
    setHidden(next);
    document.cookie = `${columnsCookie}=${writeHidden(next)}; path=/; max-age=31536000; samesite=strict`;
  }
  return [hidden, toggle];
}
