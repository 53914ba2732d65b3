"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { useShowSecrets } from "../show-secrets.tsx";

type SecretInputProps = ComponentProps<typeof Input> & {
  /** What the button shows: "value", "token". Not the label of the input, which has to stay the only one of its name. */
  what: string;
};

/** A password input with a reveal of its own; the page's "Show secrets" shows it too. */
export function SecretInput({ what, className = "", ...props }: SecretInputProps) {
  const { isShown } = useShowSecrets();
  const [isRevealed, setIsRevealed] = useState(false);
  const isClear = isShown || isRevealed;
  const label = `Show ${what}`;
  return (
    <div className="relative min-w-0">
      <Input
        {...props}
        type={isClear ? "text" : "password"}
        font="mono"
        // Nothing of a job belongs into a password manager.
        data-1p-ignore
        data-lpignore="true"
        data-bwignore
        className={`pr-9 ${className}`}
      />
      <button
        type="button"
        aria-label={label}
        title={label}
        aria-pressed={isClear}
        disabled={isShown}
        onClick={() => setIsRevealed(!isRevealed)}
        className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-control text-muted hover:text-fg disabled:opacity-40"
      >
        {isClear ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
      </button>
    </div>
  );
}
