import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { clearDraft, readDraft, storeDraft, valuesOfDraft } from "./draft.ts";

export type DraftState = { restored: number | null; discard: () => void; finish: () => void };

/** Brings back what was typed before a reload, secrets excepted, and goes on storing it. */
export function useDraft(
  form: UseFormReturn<JobFormValues>,
  { isEnabled, onRestore }: { isEnabled: boolean; onRestore: () => void },
): DraftState {
  const [restored, setRestored] = useState<number | null>(null);
  const isSent = useRef(false);

  useEffect(() => {
    if (!isEnabled) return;
    const draft = readDraft();
    if (draft) {
      form.reset(valuesOfDraft(draft), { keepDefaultValues: true });
      onRestore();
      setRestored(draft.rows.filter(({ name }) => name !== "").length);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer);
        timer = setTimeout(() => isSent.current || storeDraft(form.getValues()), 300);
      },
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [form, isEnabled, onRestore]);

  function discard() {
    clearDraft();
    form.reset();
    setRestored(null);
  }

  /** The job stands: nothing of the draft is wanted any more. */
  function finish() {
    isSent.current = true;
    clearDraft();
  }

  return { restored, discard, finish };
}
