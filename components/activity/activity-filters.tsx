"use client";

import { X } from "lucide-react";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { type FindScopes, useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import type { ActivityPerson } from "#lib/logpush/activity/activity-page.ts";
import {
  type ActivityKind,
  type ActivityQuery,
  type ActivityResult,
  activityKinds,
  activityQueryText,
  activityResults,
  isActivityFiltered,
} from "#lib/logpush/activity/activity-query.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

const kindWords: Record<ActivityKind, string> = {
  create: "Jobs created",
  update: "Settings changed",
  switch: "Enabled or disabled",
  rotate: "Secrets rotated",
  delete: "Jobs deleted",
  test: "Tests sent",
  alert: "Test alerts",
  outside: "Outside Headgate",
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

/** What is shown, in the URL. The server renders the page again for it. */
export function ActivityFilters({ query, people, scopes, scopeCount, findScopes }: ActivityFiltersProps) {
  const known = useKnownScopes(scopes, scopeCount, findScopes);
  const { isPending, text, show, type } = useUrlFilter(query, (next) => `/activity${activityQueryText(next)}`);

  const options = people.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <search aria-busy={isPending} className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        aria-label="Search activity"
        placeholder="Job, person, zone or attribute"
        className="min-w-44 flex-1 basis-44"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      <FilterSelect label="Person" all="Anyone" value={query.who} options={options} onChange={(who) => show({ who })} />
      <ScopePicker
        aria-label="Zone or account"
        className="w-40 min-w-32 max-sm:flex-1"
        known={known}
        value={query.zone}
        all="All zones"
        onChoose={({ path }) => show({ zone: path })}
      />
      <FilterSelect
        label="Kind"
        all="All kinds"
        value={query.kind ?? ""}
        options={activityKinds.map((kind) => ({ value: kind, text: kindWords[kind] }))}
        onChange={(kind) => show({ kind: activityKinds.find((one) => one === kind) })}
      />
      <FilterSelect
        label="Result"
        all="Any result"
        value={query.result ?? ""}
        options={activityResults.map((result) => ({ value: result, text: resultWords[result] }))}
        onChange={(result) => show({ result: activityResults.find((one) => one === result) })}
      />
      {query.job === "" ? null : (
        <Button size="small" onClick={() => show({ job: "" })}>
          One job
          <X aria-hidden className="size-3.5" />
          <span className="sr-only">: show all jobs</span>
        </Button>
      )}
      {isActivityFiltered(query) ? (
        <Button
          variant="quiet"
          onClick={() => show({ q: "", who: "", zone: "", job: "", kind: undefined, result: undefined })}
        >
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
