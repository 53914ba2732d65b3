import { startTransition, useEffect, useState } from "react";

/** The value once it has not changed for a while: for what nobody sees while it changes. */
export function useSettled<T>(value: T, quietMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setSettled(value)), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs]);
  return settled;
}
