"use client";

import { FilterSelect } from "#components/ui/filter-select.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import {
  type CoveragePage,
  type CoverageShow,
  type CoverageView,
  coverageQuery,
} from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";

const pills: [CoverageShow, string][] = [
  ["all", "All"],
  ["without", "Without jobs"],
  ["trouble", "With trouble"],
];

const kinds = [
  { value: "zones", text: "Zones" },
  { value: "accounts", text: "Accounts" },
];

type CoverageFiltersProps = { view: CoverageView; counts: CoveragePage["counts"]; datasets: readonly string[] };

/** What is shown, in the URL. The server renders the page again for it. */
export function CoverageFilters({ view, counts, datasets }: CoverageFiltersProps) {
  // Another filter starts with the first page.
  const { isPending, text, show, type } = useUrlFilter(
    view,
    (next) => `/coverage${coverageQuery({ ...next, page: 1 })}`,
  );

  return (
    <search aria-busy={isPending} className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        aria-label="Search zones and accounts"
        placeholder="Zone, account or id"
        className="min-w-48 flex-1 basis-64 sm:max-w-96"
        value={text}
        onChange={({ target }) => type(target.value)}
      />
      <FilterSelect
        label="Kind"
        all="Zones and accounts"
        value={view.kind}
        options={kinds}
        onChange={(kind) => show({ kind: kind === "zones" || kind === "accounts" ? kind : "" })}
      />
      <FilterSelect
        label="Dataset"
        all="All datasets"
        value={view.dataset}
        options={datasets.map((dataset) => ({ value: dataset, text: dataset }))}
        onChange={(dataset) => show({ dataset })}
      />
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Rows</legend>
        {pills.map(([which, word]) => (
          <button
            key={which}
            type="button"
            aria-pressed={view.show === which}
            onClick={() => show({ show: which })}
            className="h-7 rounded-control px-2.5 font-medium text-muted text-xs hover:bg-hover aria-pressed:bg-chosen aria-pressed:text-fg"
          >
            {word} <b className="font-semibold text-fg">{formatCount(counts[which])}</b>
          </button>
        ))}
      </fieldset>
    </search>
  );
}
