import { useEffect, useRef, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import {
  type AuthScheme,
  authPlace,
  credentialsOf,
  hasAuthorization,
  withCredentials,
  withOwnHeader,
  withoutAuthorization,
  withoutClash,
} from "#lib/logpush/job/auth-rows.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped } from "../use-field.ts";

export const authModes = ["bearer", "basic", "header", "none"] as const;
export type AuthMode = (typeof authModes)[number];

/**
 * How the endpoint knows the sender. The choice is another view of the rows: Bearer and Basic write an `Authorization`
 * header and show its value, and write nothing while there is none. One in the list of rows makes it "Header".
 */
export function useAuth() {
  const { saved } = useFormSetting();
  const { control, getValues, setValue } = useFormContext<JobFormValues>();
  const [chosen, setChosen] = useState<AuthMode>(() => (saved ? modeOfSaved(saved.values.query) : "bearer"));
  const { place, mode: written, credentials, isInList } = useWatch({ control, compute: viewOf });
  const mode = written ?? (isInList ? "header" : chosen);
  // What was typed for another scheme is there again when the choice goes back.
  const typed = useRef<Partial<Record<AuthScheme, string>>>({});
  useNoClash();

  const setRows = (query: QueryRow[]) => setValue("query", query, asTyped);

  function write(scheme: AuthScheme, text: string) {
    typed.current[scheme] = text;
    const query = getValues("query");
    const next = withCredentials(query, scheme, text);
    // A key press in a row that is there already must not render all rows again.
    if (place >= 0 && query[place]?.auth === scheme && text !== "") {
      setValue(`query.${place}.value`, next[0]?.value ?? "", asTyped);
    } else setRows(next);
  }

  function choose(next: AuthMode) {
    setChosen(next);
    const query = getValues("query");
    if (next === "header") return setRows(withHeaderRow(withOwnHeader(query)));
    const others = withoutAuthorization(mode === "header" ? withoutEmptyHeaders(query) : query);
    setRows(next === "none" ? others : withCredentials(others, next, typed.current[next] ?? ""));
  }

  return { mode, place, credentials, write, choose };
}

function viewOf({ query }: JobFormValues) {
  const place = authPlace(query);
  const row = query[place];
  return {
    place,
    mode: row?.auth,
    credentials: row ? credentialsOf(row) : "",
    isInList: hasAuthorization(query),
  };
}

function modeOfSaved(query: QueryRow[]): AuthMode {
  return query.some(({ kind }) => kind === "header") ? "header" : "none";
}

/** A row to type into, unless there is one. */
function withHeaderRow(query: QueryRow[]): QueryRow[] {
  return query.some(({ kind, isOff }) => kind === "header" && !isOff)
    ? query
    : [{ kind: "header", name: "", value: "" }, ...query];
}

function withoutEmptyHeaders(query: QueryRow[]): QueryRow[] {
  return query.filter(
    ({ kind, name, value, saved, raw }) => kind === "param" || name + value !== "" || (saved ?? raw) !== undefined,
  );
}

/** Keeps the rows free of a second `Authorization`, whatever wrote it. */
function useNoClash() {
  const { subscribe, setValue } = useFormContext<JobFormValues>();
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values: { query } }) => {
          const settled = withoutClash(query);
          if (settled !== query) setValue("query", settled, asTyped);
        },
      }),
    [subscribe, setValue],
  );
}
