"use client";

import { applyTheme, type Theme, themeState } from "#components/layout/theme.ts";
import { useSharedState } from "#components/ui/shared-state.ts";

const themes: [Theme, string][] = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Light, dark, or as the system is. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const theme = useSharedState(themeState, undefined) ?? initial;
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="mb-1.5 font-medium">Theme</legend>
      {themes.map(([value, word]) => (
        <label
          key={value}
          className="flex h-9 items-center gap-2 rounded-control border border-line-control bg-raised px-3 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme === value}
            onChange={() => applyTheme(value)}
            className="check"
          />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
