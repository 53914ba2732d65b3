"use client";

import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped } from "../use-field.ts";

/** Saved pairs that a save would remove, each with the way back to its old place. */
export function RemovedRows() {
  const { saved, copied } = useFormSetting();
  const stored = (saved ?? copied)?.values.query ?? [];
  const { setValue } = useFormContext<JobFormValues>();
  const query = useWatch<JobFormValues, "query">({ name: "query" });
  const present = new Set(query.map((row) => row.saved));
  const removed = stored.filter((row) => !present.has(row.saved));
  if (removed.length === 0 || query.every((row) => row.saved === undefined)) return null;

  function restore(place: number | undefined) {
    const row = stored.find(({ saved: at }) => at === place);
    if (!row || place === undefined) return;
    const following = query.findIndex((other) => other.saved !== undefined && other.saved > place);
    const at = following < 0 ? query.length : following;
    setValue("query", [...query.slice(0, at), row, ...query.slice(at)], asTyped);
  }

  return (
    <ul aria-label="Removed on save" className="grid gap-1.5">
      {removed.map((row) => (
        <li key={row.saved} className="flex items-center gap-2 text-muted text-xs">
          <s className="font-mono">{row.name || "(empty)"}</s> is removed on save.
          <Button size="small" onClick={() => restore(row.saved)}>
            Restore
          </Button>
        </li>
      ))}
    </ul>
  );
}
