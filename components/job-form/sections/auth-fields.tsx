"use client";

import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { accessServiceToken, apiKey, basic, bearer, secretHeader } from "#lib/logpush/destination/auth.ts";
import type { HeaderLine } from "#lib/logpush/destination/header-lines.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { inSentences, ok, type Result } from "#lib/logpush/result.ts";
import { asTyped } from "../use-field.ts";

/** `optional` names the fields that may stay empty. */
type Kind = { label: string; fields: string[]; optional?: string[]; make: (inputs: string[]) => Result<HeaderLine[]> };

const kinds: Record<string, Kind> = {
  bearer: { label: "Bearer token", fields: ["Token"], make: ([token = ""]) => ok(bearer(token)) },
  basic: {
    label: "Basic: user and password",
    fields: ["User", "Password"],
    optional: ["Password"],
    make: ([user = "", password = ""]) => basic(user, password),
  },
  key: {
    label: "API key in a header",
    fields: ["Header", "Key"],
    make: ([name = "", key = ""]) => ok(apiKey(name, key)),
  },
  access: {
    label: "Cloudflare Access service token",
    fields: ["Client ID", "Client secret"],
    make: ([id = "", secret = ""]) => ok(accessServiceToken(id, secret)),
  },
  random: {
    label: "Random secret (256 bits)",
    fields: ["Header"],
    optional: ["Header"],
    make: ([name = ""]) => ok(secretHeader(name || "X-Logpush-Secret", crypto.getRandomValues(new Uint8Array(32)))),
  },
  json: {
    label: "Content-Type: application/json",
    fields: [],
    make: () => ok([{ name: "Content-Type", value: "application/json" }]),
  },
  ndjson: {
    label: "Content-Type: application/x-ndjson",
    fields: [],
    make: () => ok([{ name: "Content-Type", value: "application/x-ndjson" }]),
  },
};

/** Builds the usual headers from their parts, so that nobody encodes base64 by hand. */
export function AuthFields() {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const [kindId, setKindId] = useState("bearer");
  const [inputs, setInputs] = useState<string[]>([]);
  const [error, setError] = useState<string>();
  const kind = kinds[kindId];
  if (!kind) return null;

  function add() {
    if (!kind) return;
    if (kind.fields.some((label, index) => !inputs[index] && !kind.optional?.includes(label)))
      return setError("Fill in the fields first.");
    const made = kind.make(inputs);
    if (!made.ok) return setError(inSentences(made.error));
    setValue("query", made.value.reduce(withHeader, getValues("query")), asTyped);
    setInputs([]);
    setError(undefined);
  }

  return (
    <div className="grid gap-3 px-3 pt-2 sm:grid-cols-2">
      <Field id="auth-kind" label="Kind">
        <Select
          id="auth-kind"
          value={kindId}
          onChange={(event) => {
            setKindId(event.target.value);
            setInputs([]);
            setError(undefined);
          }}
        >
          {Object.entries(kinds).map(([id, { label }]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {kind.fields.map((label, index) => (
        <Field key={label} id={`auth-${index}`} label={label} error={index === 0 ? error : undefined}>
          <Input
            id={`auth-${index}`}
            font="mono"
            placeholder={kindId === "random" ? "X-Logpush-Secret" : undefined}
            value={inputs[index] ?? ""}
            onChange={(event) =>
              setInputs(kind.fields.map((_, other) => (other === index ? event.target.value : (inputs[other] ?? ""))))
            }
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                event.preventDefault();
                add();
              }
            }}
          />
        </Field>
      ))}
      <Button className="self-end justify-self-start" onClick={add}>
        Set header
      </Button>
    </div>
  );
}

/** Sets the header in its place if it is there already; a saved one is replaced by the new value. */
function withHeader(query: QueryRow[], { name, value }: HeaderLine): QueryRow[] {
  const place = query.findIndex((row) => row.kind === "header" && row.name.toLowerCase() === name.toLowerCase());
  const row = query[place];
  if (!row) return [...query, { kind: "header", name, value }];
  const { isOff: _usedAgain, ...used } = row;
  return query.with(place, { ...used, value, ...(row.saved === undefined ? {} : { isReplaced: true }) });
}
