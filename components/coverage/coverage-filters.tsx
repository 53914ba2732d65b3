"use client";

import { Search } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Input } from "#components/ui/input.tsx";
import {
  type CoveragePage,
  type CoverageShow,
  type CoverageView,
  coverageQuery,
} from "#lib/logpush/coverage/coverage.ts";

const pills: [CoverageShow, string][] = [
  ["all", "All"],
  ["without", "Without jobs"],
  ["trouble", "With trouble"],
];

const kinds = [
  { value: "zones", text: "Zones" },
  { value: "accounts", text: "Accounts" },
];

const typingDelayMs = 300;

/** What is shown, in the URL. The server renders the page again for it. */
export function CoverageFilters({ view, counts }: { view: CoverageView; counts: CoveragePage["counts"] }) {
  const router = useRouter();
  const [isPending, startShowing] = useTransition();
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function show(change: Partial<CoverageView>) {
    clearTimeout(timer.current);
    const next = { ...view, ...(typed === null ? {} : { q: typed }), page: 1, ...change };
    startShowing(() => {
      router.replace(`/coverage${coverageQuery(next)}` as Route, { scroll: false });
      setTyped(null);
    });
  }

  return (
    <search aria-busy={isPending} className="mb-3 flex flex-wrap items-center gap-2">
      <div className="relative min-w-48 flex-1 basis-64 sm:max-w-96">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
        <Input
          type="search"
          aria-label="Search zones and accounts"
          placeholder="Zone, account or id"
          className="pl-8"
          value={typed ?? view.q}
          onChange={({ target }) => {
            setTyped(target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => show({ q: target.value }), typingDelayMs);
          }}
        />
      </div>
      <FilterSelect
        label="Kind"
        all="Zones and accounts"
        value={view.kind}
        options={kinds}
        onChange={(kind) => show({ kind: kind === "zones" || kind === "accounts" ? kind : "" })}
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
            {word} <b className="font-semibold text-fg">{counts[which].toLocaleString("en-US")}</b>
          </button>
        ))}
      </fieldset>
    </search>
  );
}
