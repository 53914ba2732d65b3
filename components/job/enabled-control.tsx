"use client";

import { Switch } from "#components/ui/switch.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { EnabledControlState } from "./use-enabled.ts";

/** As a field of the form has it, so that a link to the setting leads here. */
const id = "field-enabled";

type EnabledControlProps = { control: EnabledControlState; isEnabled: boolean; mayOperate: boolean };

/** The switch acts at once; until Cloudflare has confirmed it, it stays where it was. */
export function EnabledControl({ control, isEnabled, mayOperate }: EnabledControlProps) {
  const isHydrated = useHydrated();
  return (
    <span className="mr-2 flex items-center gap-2.5 max-lg:order-last max-lg:mr-0 max-lg:ml-auto">
      <label htmlFor={id} className="font-medium">
        Enabled
      </label>
      <Switch
        id={id}
        checked={isEnabled}
        disabled={!isHydrated || !mayOperate}
        aria-disabled={control.isPending}
        aria-busy={control.isPending}
        onChange={() => void control.turn(!isEnabled)}
      />
    </span>
  );
}
