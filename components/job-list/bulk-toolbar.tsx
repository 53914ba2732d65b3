"use client";

import { Upload, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

type BulkToolbarProps = { count: number; isExporting: boolean; onExport: () => void; onClear: () => void };

/** What can be done with the chosen jobs. It floats over the list. */
export function BulkToolbar({ count, isExporting, onExport, onClear }: BulkToolbarProps) {
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-5 z-30 flex justify-center px-4 max-sm:bottom-[4.5rem] sm:left-14 lg:left-52">
      <div
        role="toolbar"
        aria-label="Bulk actions"
        className="pointer-events-auto flex h-11 items-center gap-0.5 rounded-[10px] bg-raised px-1.5 shadow-pop max-sm:h-13 max-sm:w-full"
      >
        <p role="status" className="flex items-center gap-2 pr-1 pl-2 font-medium max-sm:grow">
          <span className="min-w-[18px] rounded-full bg-accent px-1.5 text-center text-[11px] text-accent-fg leading-[18px] tabular-nums">
            {count.toLocaleString("en-US")}
          </span>{" "}
          selected
        </p>
        <Button variant="quiet" size="iconSmall" aria-label="Clear selection" onClick={onClear}>
          <X aria-hidden className="size-3.5" />
        </Button>
        <span aria-hidden className="mx-1.5 h-5 w-px bg-line" />
        <Button
          variant="quiet"
          className="h-8 gap-1.5 px-2.5 text-fg"
          aria-disabled={isExporting}
          aria-busy={isExporting}
          onClick={onExport}
        >
          <Upload aria-hidden className="size-4 text-muted" />
          Export
        </Button>
      </div>
    </div>
  );
}
