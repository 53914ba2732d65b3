"use client";

import { useMemo, useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { applyPreset } from "#lib/logpush/presets/apply-preset.ts";
import { exampleInputs, startInputs } from "#lib/logpush/presets/check-inputs.ts";
import { type Preset, presetGroups } from "#lib/logpush/presets/preset.ts";
import { notPresets } from "#lib/logpush/presets/presets.data.ts";

type PresetCardsProps = { presets: readonly Preset[]; onChoose: (id: string) => void; onClose: () => void };

/** The templates as cards in their groups, narrowed down by typing. */
export function PresetCards({ presets, onChoose, onClose }: PresetCardsProps) {
  const [search, setSearch] = useState("");
  const isFound = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  const found = presets.filter(({ label, purpose, group }) => isFound(`${label} ${purpose} ${group}`));
  const reasons = notPresets.filter(({ label, reason }) => isFound(`${label} ${reason}`));
  return (
    <>
      <SearchInput
        aria-label="Search templates"
        placeholder="New Relic, OpenTelemetry, nginx …"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        // Enter would send the form around it.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {presetGroups.map((group) => (
        <CardGroup
          key={group}
          title={group}
          presets={found.filter((preset) => preset.group === group)}
          onChoose={onChoose}
        />
      ))}
      <p aria-live="polite" className="empty:-mt-4">
        {found.length === 0 ? "No template matches. Any HTTPS endpoint works: enter its URL and headers." : ""}
      </p>
      {reasons.length > 0 ? (
        <ul aria-label="Not in the list" className="grid gap-1 text-muted text-xs">
          {reasons.map(({ label, reason }) => (
            <li key={label}>
              <span className="text-fg">{label}</span> {reason}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex justify-end">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </>
  );
}

type CardGroupProps = { title: string; presets: readonly Preset[]; onChoose: (id: string) => void };

function CardGroup({ title, presets, onChoose }: CardGroupProps) {
  const { getValues } = useFormContext<JobFormValues>();
  const current = useMemo(() => getValues(), [getValues]);
  if (presets.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-muted text-xs">{title}</h3>
      <ul className="grid gap-2 sm:grid-cols-2">
        {presets.map((preset) => (
          <li
            key={preset.id}
            className="relative grid content-start gap-1 rounded-card border border-line p-3 hover:border-line-strong hover:bg-hover"
          >
            <button
              type="button"
              aria-describedby={`preset-${preset.id}-text`}
              className="text-left font-medium after:absolute after:inset-0 after:rounded-card"
              onClick={() => onChoose(preset.id)}
            >
              {preset.label}
            </button>
            <div id={`preset-${preset.id}-text`} className="grid gap-1 text-muted text-xs">
              <p className="line-clamp-2">{preset.purpose}</p>
              <p className="text-faint">{changesOf(preset, current)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Which settings a template would change, by their labels. */
function changesOf(preset: Preset, current: JobFormValues): string {
  const result = applyPreset(preset, exampleInputs(preset, startInputs(preset)), current);
  if (!result.ok) return result.error.message;
  const labels = result.value.changed.map(({ label }) => label);
  return labels.length === 0 ? "Changes nothing" : `Changes ${Array.from(new Set(labels)).join(", ")}`;
}
