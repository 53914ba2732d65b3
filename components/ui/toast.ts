import { createSharedState } from "./shared-state.ts";

export type Toast = {
  id: number;
  text: string;
  /** One more sentence, smaller. */
  help?: string;
  tone: "ok" | "danger";
  /** One press takes it back or tries again. The toast closes. */
  action?: { label: string; run: () => void };
};

export const toasts = createSharedState<readonly Toast[]>([]);

/** Older ones go: three are as many as a person reads. */
const most = 3;
let count = 0;

/** Says how an action ended, over whatever page is open. Returns the toast's id. */
export function showToast(toast: Omit<Toast, "id" | "tone"> & { tone?: Toast["tone"] }): number {
  count += 1;
  toasts.set([...toasts.get(), { tone: "ok" as const, ...toast, id: count }].slice(-most));
  return count;
}

/** Closes a toast; nothing happens if it is gone. */
export function closeToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}
