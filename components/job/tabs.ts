import { jobHref } from "#components/job-list/job-label.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";

/** The tabs of a job's page, by what stands in the address. */
export const jobTabs = ["overview", "deliveries", "settings", "activity", "code"] as const;
export type JobTab = (typeof jobTabs)[number];

export const tabLabels = {
  overview: "Overview",
  deliveries: "Deliveries",
  settings: "Settings",
  activity: "Activity",
  code: "Code",
} satisfies Record<JobTab, string>;

/** The tab that an address names, the first for anything else. */
export function parseTab(text: string | string[] | undefined): JobTab {
  return jobTabs.find((tab) => tab === text) ?? "overview";
}

/** Where a tab of a job is. */
export function tabHref(ref: JobRef, tab: JobTab): ReturnType<typeof jobHref> {
  return tab === "overview" ? jobHref(ref) : `${jobHref(ref)}?tab=${tab}`;
}

/** Where a part of the job's form is. */
export function settingHref(ref: JobRef, at: string): ReturnType<typeof jobHref> {
  return `${tabHref(ref, "settings")}&at=${at}`;
}
