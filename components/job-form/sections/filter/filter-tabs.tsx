"use client";

import type { ReactNode } from "react";
import { TabList } from "#components/ui/tabs.tsx";

export type FilterTab = "builder" | "json";

const labels: Record<FilterTab, string> = { builder: "Builder", json: "Raw JSON" };
const order = ["builder", "json"] as const;

type FilterTabsProps = { tab: FilterTab; onChange: (tab: FilterTab) => void; meters: ReactNode; children: ReactNode };

/** Two views of one text. */
export function FilterTabs({ tab, onChange, meters, children }: FilterTabsProps) {
  return (
    <div className="min-w-0 rounded-card border border-line bg-raised">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-2 py-1.5">
        <TabList
          {...{ id: "filter-tab", label: "View of the filter", tabs: order, selected: tab, onSelect: onChange }}
          labelOf={(one) => labels[one]}
        />
        {meters}
      </div>
      <div id="filter-tab-panel" role="tabpanel" aria-labelledby={`filter-tab-${tab}`} className="p-2 sm:p-3">
        {children}
      </div>
    </div>
  );
}
