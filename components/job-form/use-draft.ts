import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** The draft's schema comes after the form has been shown. */
const loadDraft = () => import("./draft.ts");

export type DraftState = {
  /** How many rows need their values again, and which fields; null when nothing was restored. */
  restored: { rows: number; fields: string[] } | null;
  /** Until then, what is typed could be overwritten. */
  isRead: boolean;
  discard: () => void;
  finish: () => void;
};

/** Brings back what was typed before a reload, secrets excepted, and goes on storing it. */
export function useDraft(
  form: UseFormReturn<JobFormValues>,
  { isEnabled, onRestore }: { isEnabled: boolean; onRestore: () => void },
): DraftState {
  const [restored, setRestored] = useState<DraftState["restored"]>(null);
  const [isRead, setIsRead] = useState(!isEnabled);
  const isSent = useRef(false);

  useEffect(() => {
    if (!isEnabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const restore = ({ readDraft, valuesOfDraft }: Awaited<ReturnType<typeof loadDraft>>) => {
      const draft = readDraft();
      if (!draft || isGone) return;
      form.reset(valuesOfDraft(draft), { keepDefaultValues: true });
      onRestore();
      setRestored({ rows: draft.rows.filter(({ name }) => name !== "").length, fields: draft.left ?? [] });
    };
    loadDraft()
      .then(restore, ignore)
      .finally(() => setIsRead(true));
    const store = () => {
      timer = undefined;
      const values = form.getValues();
      loadDraft().then(({ storeDraft }) => isSent.current || storeDraft(values), ignore);
    };
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(store, 300);
      },
    });
    // A click or a reload right after the last key must not lose it.
    const storeNow = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      store();
    };
    window.addEventListener("pagehide", storeNow);
    return () => {
      isGone = true;
      unsubscribe();
      window.removeEventListener("pagehide", storeNow);
      storeNow();
    };
  }, [form, isEnabled, onRestore]);

  function discard() {
    loadDraft().then(({ clearDraft }) => clearDraft(), ignore);
    form.reset();
    // The draft's dataset may have been another.
    onRestore();
    setRestored(null);
  }

  /** The job stands: nothing of the draft is wanted any more. */
  function finish() {
    isSent.current = true;
    loadDraft().then(({ clearDraft }) => clearDraft(), ignore);
  }

  return { restored, isRead, discard, finish };
}

/** Without its code there is no draft; the form works all the same. */
function ignore() {}
