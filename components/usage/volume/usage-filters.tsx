"use client";

import { X } from "lucide-react";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import { type UsageGroup, type UsageQuery, usageQueryText } from "#lib/logpush/usage/usage-query.ts";
import { groupWords } from "./group-words.ts";

type UsageFiltersProps = {
  query: UsageQuery;
  /** The name of the zone or account that the query names. */
  scopeName: string;
};

const groups: UsageGroup[] = ["dataset", "scope", "host"];

/** What the table shows, in the URL. The server renders the page again for it. */
export function UsageFilters({ query, scopeName }: UsageFiltersProps) {
  const { isPending, text, show, type } = useUrlFilter(
    query,
    (next) => `/usage${usageQueryText({ ...next, page: 1 })}`,
  );
  const chosen = (
    [
      ["dataset", query.dataset],
      ["scope", scopeName],
      ["host", query.host],
    ] as const
  ).filter(([key]) => query[key] !== "");
  return (
    <search aria-busy={isPending} className="contents min-w-0 flex-1 flex-wrap items-center gap-2 sm:flex">
      <SearchInput
        aria-label="Search usage"
        placeholder="Job, dataset, zone or host"
        className="min-w-48 flex-1 basis-64 sm:max-w-96"
        value={text}
        onChange={({ target }) => type(target.value)}
      />
      <FilterSelect
        label="Group by"
        all={groupWords.job.by}
        value={query.by === "job" ? "" : query.by}
        options={groups.map((group) => ({ value: group, text: groupWords[group].by }))}
        onChange={(value) => {
          const by = groups.find((group) => group === value) ?? "job";
          show({ by, sort: "bytes", isDescending: true });
        }}
      />
      {chosen.map(([key, name]) => (
        <button
          key={key}
          type="button"
          aria-label={`Remove filter ${name || query[key]}`}
          onClick={() => show({ [key]: "" })}
          className="inline-flex h-7 max-w-64 items-center gap-1.5 rounded-control bg-chosen px-2.5 font-medium text-xs hover:bg-line"
        >
          <span className="truncate">{name || query[key]}</span>
          <X aria-hidden className="size-3 shrink-0" />
        </button>
      ))}
    </search>
  );
}
