"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState, useTransition } from "react";
import { startNavigation } from "#components/layout/nav-progress.tsx";
import { Link } from "#components/ui/link.tsx";
import { tabAt } from "#components/ui/tabs.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { TabSkeleton } from "./tab-skeleton.tsx";
import { type JobTab, jobTabs, tabHref, tabLabels } from "./tabs.ts";

type JobTabsProps = { jobRef: JobRef; selected: JobTab; children: ReactNode };

/** The tabs, as links. From the press on, the skeleton of the tab to come is there, however slow the server. */
export function JobTabs({ jobRef, selected, children }: JobTabsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState(selected);
  const [isPending, startOpening] = useTransition();
  const shown = isPending ? asked : selected;

  function open(event: MouseEvent, tab: JobTab) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (tab === shown) return;
    setAsked(tab);
    startNavigation();
    startOpening(() => router.push(tabHref(jobRef, tab), { scroll: false }));
  }

  function move(event: KeyboardEvent) {
    const to = tabAt(jobTabs, shown, event.key);
    if (to === undefined) return;
    event.preventDefault();
    const tab = document.getElementById(`job-${to}`);
    tab?.focus();
    // As a click, because a form with unsaved changes asks before one.
    tab?.click();
  }

  return (
    <>
      <div
        role="tablist"
        aria-label="Job"
        onKeyDown={move}
        className="-mx-4 flex gap-5 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] sm:-mx-6 sm:px-6"
      >
        {jobTabs.map((tab) => (
          <Link
            key={tab}
            role="tab"
            id={`job-${tab}`}
            href={tabHref(jobRef, tab)}
            aria-selected={tab === shown}
            aria-controls="job-panel"
            tabIndex={tab === shown ? 0 : -1}
            onClick={(event) => open(event, tab)}
            className="-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 font-medium text-muted -outline-offset-2 transition-colors duration-100 hover:text-fg aria-selected:border-accent aria-selected:text-fg"
          >
            {tabLabels[tab]}
          </Link>
        ))}
      </div>
      <div id="job-panel" role="tabpanel" aria-labelledby={`job-${shown}`} className="pt-4">
        {shown === selected ? children : <TabSkeleton tab={shown} />}
      </div>
    </>
  );
}
