import { useEffect, useRef } from "react";

type LeaveQuestion = {
  isEnabled: boolean;
  question: string;
  /** Asked at the moment of leaving. */
  mustAsk: () => boolean;
};

/** Asks before a click, the Back button, a reload or a closed tab throws something away. */
export function useLeaveQuestion({ isEnabled, question, mustAsk }: LeaveQuestion): void {
  const latest = useRef(mustAsk);
  useEffect(() => {
    latest.current = mustAsk;
  }, [mustAsk]);

  useEffect(() => {
    if (!isEnabled) return;
    const mayLeave = () => !latest.current() || window.confirm(question);
    const onUnload = (event: BeforeUnloadEvent) => {
      if (latest.current()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isHere = link?.getAttribute("href")?.startsWith("#") ?? true;
      if (isHere || link?.getAttribute("target") || mayLeave()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Back and Forward, in browsers that let a page hold them (Chromium; elsewhere they go on without a question).
    const onNavigate = (event: NavigateEvent) => {
      const isTraversal = event.navigationType === "traverse" && event.cancelable;
      if (isTraversal && !mayLeave()) event.preventDefault();
    };
    const navigation = "navigation" in window ? window.navigation : undefined;
    navigation?.addEventListener("navigate", onNavigate);
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      navigation?.removeEventListener("navigate", onNavigate);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isEnabled, question]);
}
