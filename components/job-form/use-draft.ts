import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { Draft } from "./draft.ts";

/** Reads a draft, and with it the schema, which takes long to build: only where there is a draft. */
const loadReader = () => import("./read-draft.ts");

/** Comes after the form, but before anybody can type: what is typed is stored over an earlier draft. */
export async function loadDraft() {
  const draft = await import("./draft.ts");
  if (draft.hasDraft()) await loadReader();
  return draft;
}

export type DraftState = {
  /** An earlier draft that can be gone on with, and its time as RFC 3339. */
  offer: { at: string; resume: () => void; discard: () => void } | null;
  /** What has to be typed again after a draft was resumed; null when none was. */
  lost: string[] | null;
  finish: () => void;
};

/** Offers what was typed before a reload, secrets excepted, and stores what is typed. */
export function useDraft(
  form: UseFormReturn<JobFormValues>,
  { isEnabled, onRestore }: { isEnabled: boolean; onRestore: () => void },
): DraftState {
  const [offered, setOffered] = useState<Draft | null>(null);
  const [lost, setLost] = useState<string[] | null>(null);
  const isSent = useRef(false);

  const restore = useRef((draft: Draft) => {
    loadDraft().then(({ valuesOfDraft, listLost }) => {
      form.reset(valuesOfDraft(draft), { keepDefaultValues: true });
      onRestore();
      setOffered(null);
      setLost(listLost(draft));
    }, ignore);
  });

  useEffect(() => {
    if (!isEnabled) return;
    let isGone = false;
    const find = async () => ((await loadDraft()).hasDraft() ? (await loadReader()).readDraft() : undefined);
    find().then((draft) => {
      if (!draft || isGone) return;
      if (draft.isAsked) restore.current(draft);
      else setOffered(draft);
    }, ignore);
    const stop = storeWhatIsTyped(form, isSent);
    return () => {
      isGone = true;
      stop();
    };
  }, [form, isEnabled]);

  /** Nothing of the draft is wanted any more. */
  function clear() {
    setOffered(null);
    loadDraft().then(({ clearDraft }) => clearDraft(), ignore);
  }

  function finish() {
    isSent.current = true;
    clear();
  }

  const offer = offered && { at: offered.at, resume: () => restore.current(offered), discard: clear };
  return { offer, lost, finish };
}

/** Stores the form a moment after each change, until the returned function is called. */
function storeWhatIsTyped(form: UseFormReturn<JobFormValues>, isSent: { current: boolean }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
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
    unsubscribe();
    window.removeEventListener("pagehide", storeNow);
    storeNow();
  };
}

/** Without its code there is no draft; the form works all the same. */
function ignore() {}
