"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { type FindScopes, useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { FilterSelect, SheetLabel } from "#components/ui/filter-select.tsx";
import { FilterSheet } from "#components/ui/filter-sheet.tsx";
import { Input } from "#components/ui/input.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import type { ActivityPerson } from "#lib/logpush/activity/activity-page.ts";
import {
  type ActivityKind,
  type ActivityQuery,
  type ActivityResult,
  type ActivitySource,
  type ActivitySpan,
  activityKinds,
  activityQueryText,
  activityResults,
  activitySources,
  isActivityFiltered,
  parseActivityQuery,
} from "#lib/logpush/activity/activity-query.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

/** Jobs that were found first have their own source. */
const kindWords: Record<Exclude<ActivityKind, "found">, string> = {
  create: "Jobs created",
  update: "Settings changed",
  switch: "Enabled or disabled",
  rotate: "Secrets rotated",
  delete: "Jobs deleted",
  test: "Tests sent",
  alert: "Alerts sent",
  channel: "Alert channels",
  mute: "Alerts muted",
  objective: "Objectives",
  budget: "Budget",
};

const sourceWords: Record<ActivitySource, string> = {
  headgate: "Made in Headgate",
  restored: "Restored",
  outside: "Outside Headgate",
  first: "First seen",
};

const spanWords: Record<ActivitySpan, string> = {
  "1h": "Last hour",
  "1d": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

const resultWords: Record<ActivityResult, string> = {
  done: "Succeeded",
  failed: "Failed",
  unknown: "Unknown",
  open: "In progress",
};

type ActivityFiltersProps = {
  query: ActivityQuery;
  people: ActivityPerson[];
  scopes: ScopeOption[];
  scopeCount: number;
  findScopes: FindScopes;
};

/** Those in the sheet, on phones. */
const filters = ["who", "zone", "kind", "source", "span", "from", "to", "result"] as const;

/** What is shown, in the URL. The server renders the page again for it. */
export function ActivityFilters({ query, people, scopes, scopeCount, findScopes }: ActivityFiltersProps) {
  const known = useKnownScopes(scopes, scopeCount, findScopes);
  const { isPending, text, show, type } = useUrlFilter(query, (next) => `/activity${activityQueryText(next)}`);

  const options = people.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <search aria-busy={isPending} className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        aria-label="Search activity"
        placeholder="Job, person or attribute"
        className="min-w-40 flex-1 basis-40"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      <FilterSheet count={filters.filter((name) => query[name]).length}>
        <FilterSelect
          label="Person"
          all="Anyone"
          value={query.who}
          options={options}
          onChange={(who) => show({ who })}
        />
        <div className="sm:w-36">
          <SheetLabel text="Zone or account" />
          <ScopePicker
            aria-label="Zone or account"
            known={known}
            value={query.zone}
            all="All zones"
            onChoose={({ path }) => show({ zone: path })}
          />
        </div>
        <FilterSelect
          label="Kind"
          all="All kinds"
          value={query.kind ?? ""}
          options={Object.entries(kindWords).map(([value, name]) => ({ value, text: name }))}
          onChange={(kind) => show({ kind: activityKinds.find((one) => one === kind) })}
        />
        <FilterSelect
          label="Source"
          all="Any source"
          value={query.source ?? ""}
          options={activitySources.map((source) => ({ value: source, text: sourceWords[source] }))}
          onChange={(source) => show({ source: activitySources.find((one) => one === source) })}
        />
        <TimeFilter query={query} show={show} />
        <FilterSelect
          label="Result"
          all="Any result"
          value={query.result ?? ""}
          options={activityResults.map((result) => ({ value: result, text: resultWords[result] }))}
          onChange={(result) => show({ result: activityResults.find((one) => one === result) })}
        />
      </FilterSheet>
      {query.job === "" ? null : (
        <Button size="small" onClick={() => show({ job: "" })}>
          One job
          <X aria-hidden className="size-3.5" />
          <span className="sr-only">: show all jobs</span>
        </Button>
      )}
      {isActivityFiltered(query) ? (
        <Button variant="quiet" onClick={() => show(parseActivityQuery(new URLSearchParams()))}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

type TimeFilterProps = { query: ActivityQuery; show: (change: Partial<ActivityQuery>) => void };

/** A span that ends now, or days of the calendar. */
function TimeFilter({ query: { span, from, to }, show }: TimeFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const hasDays = isOpen || from !== "" || to !== "";
  return (
    <>
      <FilterSelect
        label="Time"
        all="Any time"
        value={span ?? (hasDays ? "days" : "")}
        options={[
          ...Object.entries(spanWords).map(([value, text]) => ({ value, text })),
          { value: "days", text: "Days…" },
        ]}
        onChange={(value) => {
          setIsOpen(value === "days");
          const chosen = spanNames.find((one) => one === value);
          if (value !== "days" || span) show({ span: chosen, from: "", to: "" });
        }}
      />
      {hasDays && !span ? (
        <>
          <Day label="From day (UTC)" value={from} max={to} onChange={(day) => show({ from: day })} />
          <Day label="To day (UTC)" value={to} min={from} onChange={(day) => show({ to: day })} />
        </>
      ) : null}
    </>
  );
}

const spanNames = ["1h", "1d", "7d", "30d"] as const satisfies ActivitySpan[];

type DayProps = { label: string; value: string; min?: string; max?: string; onChange: (day: string) => void };

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <div className="sm:w-36">
      <SheetLabel text={label} />
      <Input
        type="date"
        aria-label={label}
        title={label}
        value={value}
        {...(min ? { min } : {})}
        {...(max ? { max } : {})}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
