"use client";

import { type KeyboardEvent, useState } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type Preset, presetGroups } from "#lib/logpush/presets/preset.ts";
import { notPresets } from "#lib/logpush/presets/presets.data.ts";

type PresetListProps = { presets: readonly Preset[]; chosenId: string; onChoose: (id: string) => void };

/** The receivers in their groups, narrowed down by typing. */
export function PresetList({ presets, chosenId, onChoose }: PresetListProps) {
  const [search, setSearch] = useState("");
  const isFound = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  const found = presets.filter(({ label, purpose, group }) => isFound(`${label} ${purpose} ${group}`));
  const reasons = notPresets.filter(({ label, reason }) => isFound(`${label} ${reason}`));
  const help = "Type a name; presets change the destination, its output and its limits together.";
  return (
    <>
      <Field id="preset-search" label="Find a receiver" help={help}>
        <Input
          {...fieldProps("preset-search", { help })}
          type="search"
          placeholder="New Relic, OpenTelemetry, nginx ..."
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={keepFormUnsent}
        />
      </Field>
      {presetGroups.map((group) => (
        <PresetGroup
          key={group}
          group={group}
          presets={found.filter((preset) => preset.group === group)}
          chosenId={chosenId}
          onChoose={onChoose}
        />
      ))}
      <p aria-live="polite" className="text-sm empty:-mt-4">
        {found.length === 0
          ? "No preset matches. Any https receiver works: fill in the endpoint and its headers below."
          : ""}
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
    </>
  );
}

function PresetGroup({ group, presets, chosenId, onChoose }: PresetListProps & { group: string }) {
  if (presets.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{group}</legend>
      <div className="grid gap-1.5 sm:grid-cols-2">
        {presets.map(({ id, label }) => (
          <label
            key={id}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-control border border-line px-2.5 py-1.5 text-sm hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="preset"
              value={id}
              checked={id === chosenId}
              onChange={() => onChoose(id)}
              onKeyDown={keepFormUnsent}
              className="size-4 shrink-0 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Enter in an input sends the form around it. */
function keepFormUnsent(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key === "Enter") event.preventDefault();
}
