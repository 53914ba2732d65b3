"use client";

import { Moon, Sun, SunMoon } from "lucide-react";
import { useSharedState } from "#components/ui/shared-state.ts";
import { applyTheme, type Theme, themeState } from "./theme.ts";

const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const icons = { system: SunMoon, light: Sun, dark: Moon };

/** Goes round system, light and dark. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const theme = useSharedState(themeState, undefined) ?? initial;
  const Icon = icons[theme];

  return (
    <button
      type="button"
      onClick={() => applyTheme(next[theme])}
      title={`Theme: ${theme}`}
      className="flex h-10 items-center gap-2.5 rounded-control px-3 font-medium text-muted transition-colors duration-100 hover:bg-line-soft hover:text-fg sm:h-[1.875rem] sm:px-2"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="sm:max-lg:sr-only">Theme: {theme}</span>
    </button>
  );
}
