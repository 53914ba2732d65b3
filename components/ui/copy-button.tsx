"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

/** Copies a text and says so, for the eye and for screen readers. */
export function CopyButton({
  text,
  label,
  size = "small",
  variant = "secondary",
  isLabelHidden = false,
}: {
  /** A function is called at the press, for a text that is not worth making before. Empty: there is nothing to copy. */
  text: string | (() => string);
  label: string;
  size?: "small" | "medium";
  variant?: "secondary" | "quiet";
  /** Only the icon is shown. */
  isLabelHidden?: boolean;
}) {
  const [state, setState] = useState<"idle" | "copied" | "empty" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    const copied = typeof text === "string" ? text : text();
    if (copied === "") return setState("empty");
    try {
      await navigator.clipboard.writeText(copied);
      setState("copied");
    } catch {
      setState("failed");
    }
  }

  const said = {
    idle: label,
    copied: "Copied",
    empty: "Nothing to copy",
    failed: "Copy failed: select the text instead",
  }[state];
  return (
    <Button
      size={isLabelHidden ? "iconSmall" : size}
      variant={variant}
      title={isLabelHidden ? label : undefined}
      onClick={copy}
    >
      {state === "copied" ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
      <span aria-live="polite" className={isLabelHidden ? "sr-only" : undefined}>
        {said}
      </span>
    </Button>
  );
}
