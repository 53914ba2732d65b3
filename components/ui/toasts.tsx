"use client";

import { lazy, Suspense } from "react";
import { useSharedState } from "./shared-state.ts";
import { type Toast, toasts } from "./toast.ts";

/** Loaded with the first toast. */
const ToastCard = lazy(async () => ({ default: (await import("./toast-card.tsx")).ToastCard }));

const none: readonly Toast[] = [];

/** The place of all toasts: at the bottom edge, announced politely. */
export function Toasts() {
  const shown = useSharedState(toasts, none);
  return (
    <section
      aria-label="Notifications"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex flex-col items-center gap-2 p-4 max-sm:bottom-14 print:hidden"
    >
      <div role="status" className="contents">
        <Suspense fallback={null}>
          {shown.map((toast) => (
            <ToastCard key={toast.id} toast={toast} />
          ))}
        </Suspense>
      </div>
    </section>
  );
}
