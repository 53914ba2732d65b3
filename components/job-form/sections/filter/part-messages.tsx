"use client";

import { TriangleAlert } from "lucide-react";
import { isSamePath } from "#lib/logpush/filter/check-filter.ts";
import type { Condition, FilterPath } from "#lib/logpush/filter/filter-node.ts";
import { itemsOf } from "#lib/logpush/filter/typed-value.ts";
import { useBuilder } from "./builder-context.tsx";
import { partId } from "./use-filter.ts";

/** A condition that is still being filled in; `eq` may well be meant to compare with nothing. */
export function isUnfinished({ key, value }: Condition): boolean {
  return key === "" || itemsOf(value).length === 0;
}

/**
 * What is wrong with one part, and what to know about it. While a condition is being filled in, what it still needs stands
 * there in grey: a text that appeared only when the focus leaves would move a button away from under the pointer.
 */
export function PartMessages({ path, isPatient = false }: { path: FilterPath; isPatient?: boolean }) {
  const { offences, notes } = useBuilder();
  const errors = offences.filter((offence) => isSamePath(offence.path, path));
  const advice = errors.length > 0 ? [] : notes.filter((note) => isSamePath(note.path, path));
  return (
    <div id={partId(path, "messages")} className="grid gap-1 text-xs empty:hidden">
      {errors.map(({ error, severity }) => (
        <p
          key={error.code}
          className={`[overflow-wrap:anywhere] ${severity === "error" ? "text-danger" : "text-warn"} ${isPatient ? "group-focus-within/condition:text-muted" : ""}`}
        >
          {error.message} {error.nextStep}
        </p>
      ))}
      {advice.map(({ code, message }) => (
        <p key={code} className="flex items-start gap-1.5 text-warn">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{message}</span>
        </p>
      ))}
    </div>
  );
}
