"use client";

import { type ClipboardEvent, useState } from "react";
import { useFormContext } from "react-hook-form";
import { FieldError, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SegmentedChoice } from "#components/ui/segmented-choice.tsx";
import { basic } from "#lib/logpush/destination/auth.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { fieldId, useFieldError } from "../use-field.ts";
import { AuthAdvice } from "./auth-advice.tsx";
import { readBasic } from "./read-basic.ts";
import { SecretInput } from "./secret-input.tsx";
import { authModes, useAuth } from "./use-auth.ts";

const labels = { bearer: "Bearer", basic: "Basic", header: "Header", none: "None" } as const;

/** How the endpoint knows that a request is from this job. */
export function AuthField() {
  const { mode, place, credentials, write, choose } = useAuth();
  return (
    <div className="min-w-0">
      <p aria-hidden className="mb-1.5 font-medium text-table">
        Authentication
      </p>
      <div className="grid gap-2 sm:grid-cols-[auto_minmax(0,1fr)]">
        <SegmentedChoice
          label="Authentication"
          options={authModes}
          labelOf={(option) => labels[option]}
          value={mode}
          onChoose={choose}
        />
        {mode === "bearer" ? <BearerField place={place} token={credentials} onType={write} /> : null}
        {mode === "basic" ? <BasicFields place={place} credentials={credentials} onType={write} /> : null}
        {mode === "header" ? (
          <p className="self-center text-muted text-xs">Set below, such as X-API-Key.</p>
        ) : mode === "none" ? (
          <p className="self-center text-muted text-xs">Anyone with the URL can send data.</p>
        ) : null}
      </div>
      {place < 0 ? null : <AuthNotes place={place} />}
    </div>
  );
}

type BearerProps = { place: number; token: string; onType: (scheme: "bearer", token: string) => void };

function BearerField({ place, token, onType }: BearerProps) {
  const id = idOf(place);
  const error = useAuthError(place);
  /** The scheme's word is written here, so one that is pasted along is left out. */
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData("text").trim();
    const [, bare] = /^(?:authorization:\s*)?bearer\s+(\S+)$/i.exec(text) ?? [];
    if (bare === undefined) return;
    event.preventDefault();
    onType("bearer", bare);
  }
  return (
    <SecretInput
      {...fieldProps(id, { error })}
      what="token"
      aria-label="Bearer token"
      placeholder="Token"
      value={token}
      onChange={({ target }) => onType("bearer", target.value)}
      onPaste={paste}
      onBlur={() => token !== token.trim() && onType("bearer", token.trim())}
    />
  );
}

type BasicProps = { place: number; credentials: string; onType: (scheme: "basic", credentials: string) => void };

/** Both are kept as typed: a name that Basic cannot carry has no credentials yet. */
function BasicFields({ place, credentials, onType }: BasicProps) {
  const [typed, setTyped] = useState<{ user: string; password: string; error?: string }>(() => readBasic(credentials));
  const id = idOf(place);
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

/** Errors and advice about the header that the choice writes. */
function AuthNotes({ place }: { place: number }) {
  const error = useAuthError(place);
  const { getValues } = useFormContext<JobFormValues>();
  const row = getValues(`query.${place}`);
  return (
    <>
      <FieldError id={idOf(place)} error={error} />
      {row ? <AuthAdvice index={place} row={row} /> : null}
    </>
  );
}

/** The control has the id of the row's value, so that links to its error lead here. */
function idOf(place: number): string {
  return place < 0 ? "auth-credentials" : fieldId(`query.${place}.value`);
}

function useAuthError(place: number): string | undefined {
  const error = useFieldError(`query.${Math.max(place, 0)}.value`);
  return place < 0 ? undefined : error;
}
