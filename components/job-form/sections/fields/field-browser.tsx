import { Search } from "lucide-react";
import { type ReactNode, useCallback, useDeferredValue, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { invertNames } from "#lib/logpush/datasets/arrange.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { OptionList } from "./option-list.tsx";
import { searchId } from "./search-id.ts";

type FieldBrowserProps = {
  dataset: string;
  known: LogField[];
  isLoading: boolean;
  chosen: string[];
  costs: ReadonlyMap<string, string> | undefined;
  onChoose: (names: string[]) => void;
  onAdd: (names: string[]) => void;
  onDrop: (names: string[]) => void;
  /** Between the search and the list. */
  children: ReactNode;
};

type View = "all" | "selected" | "new";

/** A searchable multi-select over the dataset's fields. The order of choosing is the order in the record. */
export function FieldBrowser(props: FieldBrowserProps) {
  const { dataset, known, isLoading, chosen, costs, onChoose, onAdd, onDrop, children } = props;
  const [search, setSearch] = useState("");
  const [view, setView] = useState<View>("all");
  const needle = useDeferredValue(search.trim().toLowerCase());
  const selected = useMemo(() => new Set(chosen), [chosen]);
  const views: Record<View, LogField[]> = useMemo(
    () => ({
      all: known,
      selected: known.filter(({ name }) => selected.has(name)),
      new: known.filter(({ isNew }) => isNew),
    }),
    [known, selected],
  );
  const shown = useMemo(() => views[view].filter((field) => textOf(field).includes(needle)), [views, view, needle]);
  const toggle = useCallback(
    (name: string, isChosen: boolean) => (isChosen ? onDrop([name]) : onAdd([name])),
    [onAdd, onDrop],
  );
  const names = shown.map(({ name }) => name);
  const found = needle || view !== "all" ? " found" : "";

  return (
    <>
      <div className="grid shrink-0 gap-2 border-line-soft border-b py-3 pr-4 pl-5">
        <div className="relative">
          <Search aria-hidden className="absolute top-2.5 left-2.5 size-4 text-faint" />
          <Input
            id={searchId}
            type="search"
            aria-label="Search fields"
            placeholder={`Search ${known.length} fields by name or type`}
            className="pl-8.5"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
              if (event.key === "ArrowDown") focusFirst();
            }}
          />
        </div>
        <div className="flex flex-wrap items-center gap-0.5">
          <Pill label="All" count={known.length} isOn={view === "all"} onPick={() => setView("all")} />
          <Pill
            label="Selected"
            count={views.selected.length}
            isOn={view === "selected"}
            onPick={() => setView("selected")}
          />
          {views.new.length > 0 ? (
            <Pill label="New" count={views.new.length} isOn={view === "new"} onPick={() => setView("new")} />
          ) : null}
          <Button variant="quiet" size="small" className="ml-auto px-2" onClick={() => onAdd(names)}>
            Select all{found}
          </Button>
          <Button
            variant="quiet"
            size="small"
            className="-mr-2 px-2"
            onClick={() => onChoose(invertNames(chosen, names))}
          >
            Invert{found}
          </Button>
        </div>
      </div>
      {children}
      <OptionList
        id={`${searchId}-options`}
        known={known}
        shown={shown}
        dataset={dataset}
        chosen={chosen}
        costs={costs}
        isLoading={isLoading}
        isSearching={needle !== "" || view !== "all"}
        emptyText={emptyTextOf({ isLoading, isKnown: known.length > 0, needle })}
        onToggle={toggle}
        onAdd={onAdd}
        onDrop={onDrop}
      />
    </>
  );
}

type PillProps = { label: string; count: number; isOn: boolean; onPick: () => void };

function Pill({ label, count, isOn, onPick }: PillProps) {
  return (
    <Button
      variant="quiet"
      size="small"
      aria-pressed={isOn}
      className="gap-1.5 px-2 aria-pressed:bg-chosen aria-pressed:text-fg"
      onClick={onPick}
    >
      {label} <span className="font-semibold tabular-nums">{count}</span>
    </Button>
  );
}

/** What a search looks at. */
function textOf({ name, type, isNew, isDeprecated }: LogField): string {
  return `${name} ${type}${isNew ? " new" : ""}${isDeprecated ? " deprecated" : ""}`.toLowerCase();
}

function emptyTextOf({ isLoading, isKnown, needle }: { isLoading: boolean; isKnown: boolean; needle: string }): string {
  if (isLoading) return "Loading the dataset’s fields…";
  if (!isKnown) return "No list of fields. Paste their names instead.";
  return needle === "" ? "No fields here." : `No field of this dataset has “${needle}” in its name or type.`;
}

function focusFirst() {
  document.getElementById(`${searchId}-options`)?.querySelector<HTMLElement>("[data-rove=main]")?.focus();
}
