"use client";

import { type RefObject, useEffect, useRef } from "react";
import { Switch } from "#components/ui/switch.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { SwitchState } from "./use-job-switches.ts";

type EnabledSwitchProps = {
  label: string;
  isEnabled: boolean;
  state: SwitchState | undefined;
  /** Absent where the role does not allow it. */
  onTurn: ((target: boolean) => void) | undefined;
};

/** Shows the confirmed state, also while a change is on its way; the change itself is said in words beside it. */
export function EnabledSwitch({ label, isEnabled, state, onTurn }: EnabledSwitchProps) {
  const input = useRef<HTMLInputElement>(null);
  const isHydrated = useHydrated();
  const isPending = state?.isPending ?? false;
  useReturningFocus(input, state);
  return (
    <div className="flex min-h-9 w-fit items-center gap-2 max-lg:flex-row-reverse">
      <Switch
        ref={input}
        aria-label={`Enabled: ${label}`}
        checked={isEnabled}
        disabled={isPending || !isHydrated || !onTurn}
        aria-busy={isPending}
        onChange={() => onTurn?.(!isEnabled)}
      />
      <span aria-hidden className="whitespace-nowrap text-muted text-xs">
        {isPending ? `Switching ${state?.target ? "on" : "off"}…` : isEnabled ? "On" : "Off"}
      </span>
    </div>
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
