"use client";

import { useCallback, useEffect, useState } from "react";
import { showToast } from "#components/ui/toast.ts";
import type { ListedJob } from "#lib/logpush/views.ts";

type Options = { rows: ListedJob[]; confirm: (key: string, job: null) => void };

/** Which job is asked about, and what follows when it is gone: its row goes, the focus moves to the next one. */
export function useDeletion({ rows, confirm }: Options) {
  // A closed dialog keeps its job, so that the browser can give the focus back.
  const [deletion, setDeletion] = useState<{ listed: ListedJob; isOpen: boolean } | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  useEffect(() => {
    if (focusId === null) return;
    document.getElementById(focusId)?.focus();
    setFocusId(null);
  }, [focusId]);

  const askToDelete = useCallback((listed: ListedJob) => setDeletion({ listed, isOpen: true }), []);
  const cancel = useCallback(() => setDeletion((before) => before && { ...before, isOpen: false }), []);

  function finish() {
    if (!deletion) return;
    const { key, name } = deletion.listed;
    const index = rows.findIndex((row) => row.key === key);
    const neighbor = rows[index + 1] ?? rows[index - 1];
    cancel();
    confirm(key, null);
    setFocusId(neighbor ? `job-${neighbor.key}` : "search-jobs");
    showToast({ text: `${name} deleted`, help: "Log delivery has stopped." });
  }

  return { deletion, askToDelete, cancel, finish };
}
