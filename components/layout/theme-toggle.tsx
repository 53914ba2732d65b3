"use client";

import { Moon, Sun, SunMoon } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

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
    <Button variant="quiet" size="icon" onClick={change} aria-label={`Theme: ${theme}`} title={`Theme: ${theme}`}>
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}
