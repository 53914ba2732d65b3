import { fieldId } from "./use-field.ts";

type Listener = (path: string) => void;

const listeners = new Set<Listener>();

/** Calls the listener with each field that is to be focused, so that a closed section can open. Returns the way out. */
export function onFieldAsked(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Brings a field into view and focuses it, wherever it is closed away. */
export function focusField(path: string): void {
  for (const listener of listeners) listener(path);
  focusWhenThere(fieldId(path));
}

const patienceMs = 20_000;

/**
 * Focuses an element that may still be on its way, because its code is loaded when needed. The next key or press ends
 * the wait, so that the focus never leaves what somebody is already doing.
 */
export function focusWhenThere(id: string): void {
  const over = AbortSignal.timeout(patienceMs);
  const wait = new AbortController();
  const { signal } = wait;
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => wait.abort(), { signal, capture: true });
  const look = () => {
    if (signal.aborted) return;
    const field = document.getElementById(id);
    if (field && !field.closest("[hidden]")) focus(field);
    else if (!over.aborted) return setTimeout(look, 50);
    wait.abort();
  };
  look();
}

/** Opens whatever the element is closed away in. */
function focus(field: HTMLElement): void {
  for (let details = field.closest("details"); details; details = details.parentElement?.closest("details") ?? null) {
    details.open = true;
  }
  const sheet = field.closest<HTMLElement>("[popover]:not(:popover-open)");
  if (sheet && getComputedStyle(sheet).display === "none") sheet.showPopover();
  field.focus();
  // A saved job's zone and dataset cannot be changed, or have the focus.
  if (document.activeElement !== field) field.scrollIntoView({ block: "center" });
}
