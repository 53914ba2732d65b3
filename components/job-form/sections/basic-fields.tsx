import { useState } from "react";
import { FieldError, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { basic } from "#lib/logpush/destination/auth.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { idOfAuth, useAuthError } from "./auth-error.ts";
import { readBasic } from "./read-basic.ts";
import { SecretInput } from "./secret-input.tsx";

type BasicProps = { place: number; credentials: string; onType: (scheme: "basic", credentials: string) => void };

/** Both are kept as typed: a name that Basic cannot carry has no credentials yet. */
export function BasicFields({ place, credentials, onType }: BasicProps) {
  const [typed, setTyped] = useState<{ user: string; password: string; error?: string }>(() => readBasic(credentials));
  const id = idOfAuth(place);
  const serverError = useAuthError(place);
  const stands = typed.error === undefined && encode(typed) !== credentials ? readBasic(credentials) : typed;
  const { user, password } = stands;
  const error = typed.error ?? serverError;

  function type(next: { user: string; password: string }) {
    const made = basic(next.user, next.password);
    setTyped(made.ok ? next : { ...next, error: inSentences(made.error) });
    onType("basic", made.ok ? encode(next) : "");
  }
  return (
    <div className="grid min-w-0 grid-cols-2 gap-2">
      <Input
        {...fieldProps(id, { error })}
        font="mono"
        aria-label="User"
        placeholder="User"
        value={user}
        onChange={({ target }) => type({ user: target.value, password })}
      />
      <SecretInput
        what="password"
        aria-label="Password"
        placeholder="Password"
        value={password}
        onChange={({ target }) => type({ user, password: target.value })}
      />
      {typed.error ? (
        <div className="col-span-2">
          <FieldError id={id} error={typed.error} />
        </div>
      ) : null}
    </div>
  );
}

/** Nothing for a name and password that are both empty. */
function encode({ user, password }: { user: string; password: string }): string {
  if (user + password === "") return "";
  const made = basic(user, password);
  return made.ok ? (made.value[0]?.value.slice("Basic ".length) ?? "") : "";
}
