import { createSharedState } from "#components/ui/shared-state.ts";

/** What lies over the page: the palette, the sheet of shortcuts, or neither. */
export type Overlay = "palette" | "shortcuts" | null;

export const overlay = createSharedState<Overlay>(null);

export function openPalette(): void {
  overlay.set("palette");
}
