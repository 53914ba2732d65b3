"use client";

import { type ComponentProps, useCallback, useEffect } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { KnownScopes } from "./use-known-scopes.ts";

type ScopePickerProps = ComponentProps<"input"> & {
  known: KnownScopes;
  /** `zones/{id}` or `accounts/{id}`; empty for none. */
  value: string;
  /** The text for none, if none can be chosen. */
  all?: string;
  /** The path is empty for none. */
  onChoose: (scope: ScopeOption) => void;
};

/** Chooses a zone or account by its name, id or account. */
export function ScopePicker({ known, value, all = "", onChoose, ...input }: ScopePickerProps) {
  const { scopes, isPartial, findScopes, learn } = known;
  const name = value === "" ? all : scopes.find(({ path }) => path === value)?.name;

  // A draft or an address can name a scope that the page was not given.
  const isUnknown = name === undefined && isPartial;
  useEffect(() => {
    if (!isUnknown) return;
    callAction(() => findScopes({ query: value })).then((result) => {
      const scope = result.ok ? result.value.scopes.find(({ path }) => path === value) : undefined;
      if (scope) learn(scope);
    });
  }, [isUnknown, value, findScopes, learn]);

  const find = useCallback(
    (query: string) =>
      callAction(async () => {
        const { findScopeOptions } = await import("./scope-options.ts");
        return findScopeOptions(query, { known, chosen: value, all });
      }),
    [known, value, all],
  );

  return (
    <Combobox
      {...input}
      maxLength={200}
      value={value}
      text={name ?? value}
      find={find}
      debounceMs={isPartial ? 150 : 0}
      onChoose={({ value: path, text }) => {
        const scope = { path, name: text };
        if (path !== "") learn(scope);
        onChoose(scope);
      }}
    />
  );
}
