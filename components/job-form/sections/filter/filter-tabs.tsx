"use client";

import type { KeyboardEvent, ReactNode } from "react";

export type FilterTab = "builder" | "json";

const labels: Record<FilterTab, string> = { builder: "Builder", json: "Raw JSON" };
const order = ["builder", "json"] as const;

type FilterTabsProps = { tab: FilterTab; onChange: (tab: FilterTab) => void; meters: ReactNode; children: ReactNode };

/** Two views of one text. Arrow keys change the tab, as in the ARIA pattern. */
export function FilterTabs({ tab, onChange, meters, children }: FilterTabsProps) {
  function turn(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = tab === "builder" ? "json" : "builder";
    onChange(other);
    document.getElementById(`filter-tab-${other}`)?.focus();
  }
  return (
    <div className="min-w-0 rounded-card border border-line bg-raised">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-2 py-1.5">
        <div role="tablist" aria-label="View of the filter" className="flex gap-1" onKeyDown={turn}>
          {order.map((one) => (
            <button
              key={one}
              id={`filter-tab-${one}`}
              type="button"
              role="tab"
              aria-selected={tab === one}
              aria-controls={tab === one ? "filter-panel" : undefined}
              tabIndex={tab === one ? 0 : -1}
              className="h-7 rounded-control border border-transparent px-2 font-medium text-muted text-xs transition-colors duration-100 hover:text-fg aria-selected:border-line-strong aria-selected:bg-sunken aria-selected:text-fg"
              onClick={() => onChange(one)}
            >
              {labels[one]}
            </button>
          ))}
        </div>
        {meters}
      </div>
      <div id="filter-panel" role="tabpanel" aria-labelledby={`filter-tab-${tab}`} className="p-2 sm:p-3">
        {children}
      </div>
    </div>
  );
}
