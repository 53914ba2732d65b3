"use client";

import { type ComponentProps, useState } from "react";
import { containedStyle } from "#components/ui/input.tsx";
import { PasswordInput } from "#components/ui/password-input.tsx";
import { useShowSecrets } from "../show-secrets.tsx";

/** `what`: "value", "token". Not the label of the input, which has to stay the only one of its name. */
type SecretInputProps = Omit<ComponentProps<typeof PasswordInput>, "isShown" | "onShow" | "isFixed">;

/** A password input with a reveal of its own; the page's "Show secrets" shows it too. */
export function SecretInput(props: SecretInputProps) {
  const { isShown } = useShowSecrets();
  const [isRevealed, setIsRevealed] = useState(false);
  return (
    <PasswordInput
      {...props}
      isShown={isShown || isRevealed}
      onShow={setIsRevealed}
      isFixed={isShown}
      font="mono"
      className={containedStyle}
      // Nothing of a job belongs into a password manager.
      data-1p-ignore
      data-lpignore="true"
      data-bwignore
    />
  );
}
