"use client";

import { Search } from "lucide-react";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { type FindScopes, useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { isFiltered, type ListView } from "#lib/logpush/list/list-view.ts";
import type { JobPage } from "#lib/logpush/views.ts";

type ListFiltersProps = {
  view: ListView;
  page: JobPage;
  findScopes: FindScopes;
  onType: (q: string) => void;
  onStopTyping: () => void;
  onChange: (change: Partial<ListView>) => void;
  /** Absent where the way to clear them is offered in place of the rows. */
  onClear?: () => void;
};

/** Search box, scope and dataset. */
export function ListFilters(props: ListFiltersProps) {
  const { view, page, findScopes, onType, onStopTyping, onChange, onClear } = props;
  const known = useKnownScopes(page.scopes, page.scopeCount, findScopes);
  return (
    <search className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-48 flex-1 basis-72">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Search jobs"
          placeholder="Search name, scope, dataset, host, header or id"
          className="pl-8"
          value={view.q}
          onChange={(event) => onType(event.target.value)}
          onBlur={onStopTyping}
        />
      </div>
      <ScopePicker
        aria-label="Scope"
        className="w-52 min-w-36 max-sm:flex-1"
        known={known}
        value={view.scope}
        all="All scopes"
        onChoose={({ path }) => onChange({ scope: path })}
      />
      <FilterSelect
        label="Dataset"
        all="All datasets"
        value={view.dataset}
        options={page.datasets.map((dataset) => ({ value: dataset, text: dataset }))}
        onChange={(dataset) => onChange({ dataset })}
      />
      {onClear && isFiltered(view) ? (
        <Button variant="quiet" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

type FilterSelectProps = {
  label: string;
  all: string;
  value: string;
  options: { value: string; text: string }[];
  onChange: (value: string) => void;
};

function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  const isKnown = value === "" || options.some((option) => option.value === value);
  return (
    <Select
      aria-label={label}
      className="w-auto min-w-36 max-w-56 max-sm:flex-1"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {isKnown ? null : <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </Select>
  );
}
