"use client";

import { useEffect, useRef, useState } from "react";
import { useRefresh } from "./use-refresh.ts";

const everyMs = 2000;

/** `live`: told by the server as it happens. `polling`: asked every two seconds, since no stream could be had. */
export type LiveState = "live" | "polling" | "off";

/**
 * Reads the page again whenever its stream says that something changed. Where there is no stream, a timer stands in. Both
 * rest while the tab is hidden, and the page is never read twice at the same time.
 */
export function useLiveRefresh(isOn: boolean, url: string): { state: LiveState; isUnreachable: boolean } {
  const { refresh, isRefreshing, isUnreachable } = useRefresh();
  const [heard, setHeard] = useState(0);
  const [isOpen, setIsOpen] = useState(false);
  const done = useRef(0);

  useEffect(() => {
    if (!isOn) return;
    const stream = followWhileSeen(url, {
      onChange: () => setHeard((count) => count + 1),
      onOpen: setIsOpen,
    });
    return () => stream.end();
  }, [isOn, url]);

  useEffect(() => {
    if (isRefreshing || done.current === heard) return;
    done.current = heard;
    refresh();
  }, [heard, isRefreshing, refresh]);

  useEffect(() => {
    if (!isOn || isOpen) return;
    const timer = setInterval(() => {
      if (!document.hidden) setHeard((count) => count + 1);
    }, everyMs);
    return () => clearInterval(timer);
  }, [isOn, isOpen]);

  return { state: !isOn ? "off" : isOpen ? "live" : "polling", isUnreachable };
}

type Listener = { onChange: () => void; onOpen: (isOpen: boolean) => void };

/** A stream that is closed while the tab is hidden: browsers allow a server only six connections at a time. */
function followWhileSeen(url: string, { onChange, onOpen }: Listener): { end: () => void } {
  let source: EventSource | undefined;
  const close = () => {
    source?.close();
    source = undefined;
    onOpen(false);
  };
  const follow = () => {
    close();
    if (document.hidden) return;
    source = new EventSource(url);
    source.onopen = () => onOpen(true);
    source.onerror = () => onOpen(false);
    source.onmessage = onChange;
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return {
    end: () => {
      document.removeEventListener("visibilitychange", follow);
      close();
    },
  };
}
