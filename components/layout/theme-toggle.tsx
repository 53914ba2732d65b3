"use client";

import { Moon, Sun, SunMoon } from "lucide-react";
import { useState } from "react";

export type Theme = "system" | "light" | "dark";

const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const icons = { system: SunMoon, light: Sun, dark: Moon };

/** Goes round system, light and dark. A cookie keeps the choice, so that the server renders it without a flash. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const Icon = icons[theme];

  function change() {
    const chosen = next[theme];
    setTheme(chosen);
    document.documentElement.dataset.theme = chosen;
    document.cookie = `theme=${chosen}; path=/; max-age=31536000; samesite=strict`;
  }

  return (
    <button
      type="button"
      onClick={change}
      title={`Theme: ${theme}`}
      className="flex h-10 items-center gap-2.5 rounded-control px-3 font-medium text-muted transition-colors duration-100 hover:bg-line-soft hover:text-fg sm:h-[1.875rem] sm:px-2"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="sm:max-lg:sr-only">Theme: {theme}</span>
    </button>
  );
}
