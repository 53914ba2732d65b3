import type { Route } from "next";

/** The parts of the usage page, by what stands in the address. */
export const usageTabs = ["volume", "uptime", "fields"] as const;
export type UsageTab = (typeof usageTabs)[number];

export const usageTabLabels = {
  volume: "Volume and cost",
  uptime: "Uptime",
  fields: "Fields",
} satisfies Record<UsageTab, string>;

/** The tab that an address names, the first for anything else. */
export function parseUsageTab(text: string | string[] | undefined): UsageTab {
  return usageTabs.find((tab) => tab === text) ?? "volume";
}

/** Where a tab is. */
export function usageHref(tab: UsageTab): Route {
  return tab === "volume" ? "/usage" : `/usage?tab=${tab}`;
}
