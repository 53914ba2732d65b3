"use client";

import { Search } from "lucide-react";
import { Kbd } from "#components/ui/kbd.tsx";
import { openPalette } from "./palette-state.ts";

/** Opens the command palette by pointer or touch. */
export function SearchButton({ className, wordClassName }: { className: string; wordClassName: string }) {
  return (
    <button type="button" className={className} onClick={openPalette} title="Search (Ctrl K)">
      <Search aria-hidden className="size-4 shrink-0" />
      <span className={wordClassName}>Search</span>
      <Kbd className="ml-auto max-lg:hidden">Ctrl K</Kbd>
    </button>
  );
}
