"use client";

import { Radio } from "lucide-react";
import dynamic from "next/dynamic";
import { useOpened } from "#components/ui/use-opened.ts";

const PresetPicker = dynamic(async () => (await import("./preset-picker.tsx")).PresetPicker, { ssr: false });

/** The known receivers; they are loaded when this is opened. */
export function PresetHelper() {
  const { isOpened, details } = useOpened();
  return (
    <details className="rounded-card border border-line bg-raised open:pb-3" {...details}>
      <summary className="flex min-h-9 items-center gap-2 px-3 font-medium text-sm">
        <Radio aria-hidden className="size-4 text-muted" />
        Start from a receiver
      </summary>
      {isOpened ? <PresetPicker /> : null}
    </details>
  );
}
