"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

/** Copies a text and says so, for the eye and for screen readers. */
export function CopyButton({
  text,
  label,
  size = "small",
}: {
  text: string;
  label: string;
  size?: "small" | "medium";
}) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const said = state === "copied" ? "Copied" : state === "failed" ? "Not copied: select the text instead" : label;
  return (
    <Button size={size} variant="secondary" onClick={copy}>
      {state === "copied" ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      <span aria-live="polite">{said}</span>
    </Button>
  );
}
