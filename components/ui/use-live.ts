import { useState } from "react";
import { readIsOn, storeIsOn } from "./auto-refresh-choice.ts";
import { useAutoRefresh } from "./use-auto-refresh.ts";

type LiveOptions = Omit<Parameters<typeof useAutoRefresh>[0], "isOn">;

/** A page that keeps itself current while the person wants it, on this page and the next ones. */
export function useLive(options: LiveOptions) {
  const [isOn, setIsOn] = useState(readIsOn);
  const { isStopped, refused, resume } = useAutoRefresh({ ...options, isOn });
  const isRunning = isOn && !isStopped;

  function toggle() {
    setIsOn(!isRunning);
    storeIsOn(!isRunning);
    resume();
  }

  return { isRunning, hasStopped: isOn && isStopped, refused, toggle };
}
