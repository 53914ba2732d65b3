"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const everyMs = 2000;

/** Reads the page anew every two seconds; not while the tab is hidden, and never twice at the same time. */
export function useAutoRefresh(isOn: boolean) {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  useEffect(() => {
    if (!isOn || isRefreshing) return;
    const refresh = () => {
      if (!document.hidden) startRefresh(() => router.refresh());
    };
    const timer = setInterval(refresh, everyMs);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [isOn, isRefreshing, router]);
}
