"use client";

import { X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "#components/ui/button.tsx";

/** `isSpokenOnly`: what it says is also on the page, in more detail. */
export type Announcement = { text: string; help?: string; isSpokenOnly?: boolean };

const shownForMs = 12_000;

/** Says how an action ended: at the bottom edge for the eye, as a polite live region for screen readers. */
export function StatusMessage({ message, onClear }: { message: Announcement | null; onClear: () => void }) {
  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(onClear, shownForMs);
    return () => clearTimeout(timer);
  }, [message, onClear]);

  const isShown = message !== null && !message.isSpokenOnly;
  return (
    <div className={isShown ? "pointer-events-none fixed inset-x-0 bottom-0 z-30 flex justify-center p-4" : "sr-only"}>
      <div
        className={
          isShown
            ? "pointer-events-auto flex items-start gap-2 rounded-card border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-pop"
            : ""
        }
      >
        <div role="status" className="py-1 [overflow-wrap:anywhere]">
          {message ? <p className="font-medium text-sm">{message.text}</p> : null}
          {message?.help ? <p className="text-muted text-xs">{message.help}</p> : null}
        </div>
        {isShown ? (
          <Button variant="quiet" size="iconSmall" aria-label="Close message" onClick={onClear}>
            <X aria-hidden className="size-4" />
          </Button>
        ) : null}
      </div>
    </div>
  );
}
