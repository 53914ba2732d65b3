"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { SwitchState } from "./use-job-switches.ts";

type EnabledSwitchProps = {
  label: string;
  isEnabled: boolean;
  state: SwitchState | undefined;
  /** Absent until the page listens. */
  onTurn: ((target: boolean) => void) | undefined;
};

/** Shows the confirmed state, also while a change is in progress. */
export function EnabledSwitch({ label, isEnabled, state, onTurn }: EnabledSwitchProps) {
  const input = useRef<HTMLInputElement>(null);
  const isPending = state?.isPending ?? false;
  useReturningFocus(input, state);
  return (
    <input
      ref={input}
      className="toggle"
      type="checkbox"
      role="switch"
      aria-label={`Enabled: ${label}`}
      checked={isEnabled}
      disabled={isPending || !onTurn}
      aria-busy={isPending || undefined}
      onChange={() => onTurn?.(!isEnabled)}
    />
  );
}

/** A control that is disabled or removed drops the focus; when the change has ended it comes back to the switch. */
function useReturningFocus(input: RefObject<HTMLInputElement | null>, state: SwitchState | undefined) {
  const before = useRef(state);
  useEffect(() => {
    const hasSettled = before.current !== state && !state?.isPending;
    before.current = state;
    if (hasSettled && document.activeElement === document.body) input.current?.focus({ preventScroll: true });
  }, [input, state]);
}
