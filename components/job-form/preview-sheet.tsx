"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

export const previewId = "preview-sheet";

/** The preview beside the form; on narrow pages a sheet, which the bar's button opens. One element for both. */
export function PreviewSheet({ children }: { children: ReactNode }) {
  return (
    <div
      id={previewId}
      popover="auto"
      className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full overflow-y-auto rounded-t-pop bg-surface p-4 text-fg shadow-pop backdrop:bg-black/40 min-[1180px]:static min-[1180px]:block min-[1180px]:max-h-none min-[1180px]:min-w-0 min-[1180px]:overflow-visible min-[1180px]:rounded-none min-[1180px]:p-0 min-[1180px]:shadow-none"
    >
      <div className="mb-2 flex justify-end min-[1180px]:hidden">
        <Button
          variant="quiet"
          size="iconSmall"
          aria-label="Close preview"
          popoverTarget={previewId}
          popoverTargetAction="hide"
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {children}
    </div>
  );
}
