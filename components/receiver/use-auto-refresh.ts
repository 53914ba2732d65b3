"use client";

import { useEffect } from "react";
import { useRefresh } from "#components/ui/use-refresh.ts";

const everyMs = 2000;

/** Reads the page anew every two seconds; not while the tab is hidden, and never twice at the same time. */
export function useAutoRefresh(isOn: boolean) {
  const { refresh, isRefreshing, isUnreachable } = useRefresh();
  useEffect(() => {
    if (!isOn || isRefreshing) return;
    const refreshIfSeen = () => {
      if (!document.hidden) refresh();
    };
    const timer = setInterval(refreshIfSeen, everyMs);
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refreshIfSeen);
    };
  }, [isOn, isRefreshing, refresh]);
  return { isUnreachable };
}
