"use client";

import type { ClipboardEvent } from "react";
import { FieldError, fieldProps } from "#components/ui/field.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { SegmentedChoice } from "#components/ui/segmented-choice.tsx";
import { AuthAdvice } from "./auth-advice.tsx";
import { idOfAuth, useAuthError } from "./auth-error.ts";
import { SecretInput } from "./secret-input.tsx";
import { authModes, useAuth } from "./use-auth.ts";

/** Most jobs have a bearer token. */
const BasicFields = loaded(async () => (await import("./basic-fields.tsx")).BasicFields, {
  loading: () => <div className="h-9" />,
});

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
  const id = idOfAuth(place);
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

/** Errors and advice about the header that the choice writes. */
function AuthNotes({ place }: { place: number }) {
  const error = useAuthError(place);
  return (
    <>
      <FieldError id={idOfAuth(place)} error={error} />
      <AuthAdvice index={place} />
    </>
  );
}
