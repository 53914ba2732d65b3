"use client";

import { type SubmitEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { PasswordInput } from "#components/ui/password-input.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { sendProof, useExistingSession } from "./send-proof.ts";

type SignInFormProps = { label: string; kind: "password" | "token"; help: string };

/** One secret and a button. What was typed stays after a refusal, and pasting and password managers work. */
export function SignInForm({ label, kind, help }: SignInFormProps) {
  const input = useRef<HTMLInputElement>(null);
  const isHydrated = useHydrated();
  const [isShown, setIsShown] = useState(false);
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  useExistingSession();

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const proof = input.current?.value ?? "";
    if (proof === "") return input.current?.focus();
    setIsPending(true);
    setError(null);
    const failure = await sendProof(proof.trim());
    if (!failure) return;
    setIsPending(false);
    setError(failure);
    input.current?.select();
  }

  return (
    <form method="post" aria-label="Sign in" onSubmit={submit} className="grid gap-4">
      {/* Password managers file a password under a name. */}
      <input type="text" name="username" autoComplete="username" value="headgate" readOnly hidden />
      <Field id="proof" label={label} help={help}>
        <PasswordInput
          ref={input}
          what={label}
          isShown={isShown}
          onShow={setIsShown}
          autoComplete={kind === "password" ? "current-password" : "off"}
          required
          disabled={!isHydrated}
          {...fieldProps("proof", { help })}
        />
      </Field>
      {error ? <ErrorCallout error={error} /> : null}
      <Button type="submit" variant="primary" disabled={!isHydrated || isPending} aria-busy={isPending}>
        {isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
