"use client";

import type { ReactNode } from "react";
import { useOpened } from "./use-opened.ts";

type LazyDetailsProps = {
  summary: string;
  /** What the closed content comes to. */
  note?: string;
  /** Renders the content although it is closed: something in it has to be found. */
  isNeeded?: boolean;
  children: ReactNode;
};

/** A native disclosure. Its content is rendered, and so loaded, when it is first opened, and then stays. */
export function LazyDetails({ summary, note, isNeeded = false, children }: LazyDetailsProps) {
  const { isOpened, details } = useOpened();
  return (
    <details data-slot="lazy-details" className="min-w-0 rounded-card border border-line bg-raised" {...details}>
      <summary className="min-h-9 px-3 py-2 font-medium text-sm">
        <span>{summary}</span>
        {note ? <span className="ml-2 font-normal text-muted text-xs">{note}</span> : null}
      </summary>
      {isOpened || isNeeded ? <div className="grid gap-4 border-line border-t p-3">{children}</div> : null}
    </details>
  );
}
