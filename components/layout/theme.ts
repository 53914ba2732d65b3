import { createSharedState } from "#components/ui/shared-state.ts";

export type Theme = "system" | "light" | "dark";

/** The theme that was chosen since the page was loaded: undefined for the one that it came with. */
export const themeState = createSharedState<Theme | undefined>(undefined);

/** Shows a theme. A cookie keeps the choice, so that the server renders it without a flash. */
export function applyTheme(theme: Theme): void {
  themeState.set(theme);
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=strict`;
}
