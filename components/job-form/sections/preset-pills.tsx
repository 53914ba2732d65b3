"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { firstPresets, otherPresets } from "#lib/logpush/presets/first-presets.ts";
import { useFormSetting } from "../form-context.tsx";
import { useSetPreset } from "./use-set-preset.ts";

const PresetDialog = loaded(async () => (await import("./preset-dialog.tsx")).PresetDialog, {
  ssr: false,
  loading: () => null,
});

const pillStyle =
  "h-7 shrink-0 rounded-full border border-line-control px-2.5 text-xs whitespace-nowrap hover:bg-hover disabled:opacity-60 max-sm:h-9";

/** What was there before each template that was used; in this page's memory only. */
type Step = { label: string; before: JobFormValues };

/** Templates of known endpoints, above the form. What they do is loaded at the first press. */
export function PresetPills({ isDisabled = false }: { isDisabled?: boolean }) {
  const { getValues } = useFormContext<JobFormValues>();
  const { suggestedEndpoint } = useFormSetting();
  const setPreset = useSetPreset();
  const [openId, setOpenId] = useState<string>();
  const [history, setHistory] = useState<Step[]>([]);
  const [said, setSaid] = useState("");
  const pills = firstPresets.filter(({ id }) => id !== "built-in" || suggestedEndpoint !== undefined);
  const last = history.at(-1);

  async function use(label: string, values: JobFormValues, changes: number) {
    setHistory([...history, { label, before: structuredClone(getValues()) }]);
    await setPreset(values);
    setSaid(`${label} applied: ${changes} ${changes === 1 ? "change" : "changes"}.`);
    setOpenId(undefined);
  }

  async function undo({ label, before }: Step) {
    await setPreset(before);
    setHistory(history.slice(0, -1));
    setSaid(`${label} undone.`);
  }

  return (
    <div className="min-w-0">
      <fieldset
        disabled={isDisabled}
        className="flex min-w-0 items-center gap-1.5 overflow-x-auto [scrollbar-width:none]"
      >
        <legend className="sr-only">Templates</legend>
        <span aria-hidden className="mr-1 text-muted text-xs">
          Templates
        </span>
        {pills.map(({ id, label }) => (
          <button key={id} type="button" aria-haspopup="dialog" className={pillStyle} onClick={() => setOpenId(id)}>
            {label}
          </button>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          className={`${pillStyle} inline-flex items-center gap-1 border-transparent text-muted`}
          onClick={() => setOpenId("")}
        >
          {otherPresets} more
          <ChevronDown aria-hidden className="size-3.5" />
        </button>
      </fieldset>
      <div className="flex flex-wrap items-center gap-2 text-muted text-xs has-[p:not(:empty)]:mt-1.5">
        <p role="status">{said}</p>
        {last ? (
          <Button variant="quiet" size="small" className="px-2" onClick={() => undo(last)}>
            Undo template
          </Button>
        ) : null}
      </div>
      {openId === undefined ? null : <PresetDialog startId={openId} onUse={use} onClose={() => setOpenId(undefined)} />}
    </div>
  );
}
