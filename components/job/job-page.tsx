import type { ReactNode } from "react";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";
import { JobHeader, type JobHeaderActions } from "./job-header.tsx";
import { JobTabs } from "./job-tabs.tsx";
import { OutsideNotice } from "./outside-notice.tsx";
import { StaleNotice } from "./stale-notice.tsx";
import type { JobTab } from "./tabs.ts";

type JobPageProps = {
  head: JobHead;
  tab: JobTab;
  may: May;
  /** Opens with the dialog that copies the job. */
  isCopying: boolean;
  actions: JobHeaderActions;
  /** The open tab. */
  children: ReactNode;
};

/** A job: what it is and what can be done to it, and one of its tabs. */
export function JobPage({ head, tab, may, isCopying, actions, children }: JobPageProps) {
  return (
    <>
      <JobHeader
        head={head}
        may={may}
        isLive={tab !== "settings" && tab !== "code"}
        isCopying={isCopying}
        actions={actions}
      />
      <div className="h-3" />
      <JobTabs jobRef={head.summary.ref} selected={tab}>
        <StaleNotice head={head} />
        <OutsideNotice head={head} tab={tab} />
        {children}
      </JobTabs>
    </>
  );
}
