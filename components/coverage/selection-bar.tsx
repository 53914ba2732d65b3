import { CopyPlus, List, Plus, X } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { newJobHref } from "#components/fleet/new-job-scopes.ts";
import { startNavigation } from "#components/layout/nav-progress.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { loaded } from "#components/ui/loaded.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type CoveragePage, cellKey, parseCellKey } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { CoverageActions } from "./coverage-actions.ts";

const CopyHere = loaded(async () => (await import("./copy-here.tsx")).CopyHere, { ssr: false, loading: () => null });
const CellJobs = loaded(async () => (await import("./cell-jobs.tsx")).CellJobs, { ssr: false, loading: () => null });

type SelectionBarProps = {
  chosen: ReadonlySet<string>;
  onChoose: (cells: ReadonlySet<string>) => void;
  queryText: string;
  pages: number;
  mayWrite: boolean;
  actions: CoverageActions;
};

/** What can be done with the chosen cells. It floats over the table. */
export function SelectionBar({ chosen, onChoose, queryText, pages, mayWrite, actions }: SelectionBarProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"copy" | "jobs" | null>(null);
  const [isReading, setIsReading] = useState(false);
  /** The names of rows that are on other pages. */
  const [named, setNamed] = useState<ReadonlyMap<string, ScopeOption>>(() => new Map());
  const cells = useMemo(() => Array.from(chosen, parseCellKey), [chosen]);
  const paths = Array.from(new Set(cells.map(({ path }) => path)));
  const datasets = Array.from(new Set(cells.map(({ dataset }) => dataset)));
  const [dataset = ""] = datasets;
  const scopes = paths.map((path) => named.get(path) ?? readRow(path));

  async function selectAll() {
    setIsReading(true);
    const page = await callAction(() => fetchResult<CoveragePage>(`/coverage/rows${queryText}`));
    setIsReading(false);
    if (!page.ok) return void showToast({ text: page.error.message, help: page.error.nextStep, tone: "danger" });
    const rows = page.value.rows.filter(({ unknown }) => unknown === null);
    setNamed(new Map(rows.map(({ path, name, accountName }) => [path, { path, name, accountName }])));
    onChoose(new Set([...chosen, ...rows.flatMap(({ path }) => datasets.map((one) => cellKey(path, one)))]));
  }

  function newJob() {
    startNavigation();
    router.push(newJobHref(scopes, datasets.length === 1 ? dataset : "") as Route);
  }

  function showJobs() {
    const [path] = paths;
    if (paths.length > 1 || datasets.length > 1) return setOpen("jobs");
    startNavigation();
    router.push(`/?scope=${path}&dataset=${encodeURIComponent(dataset)}` as Route);
  }

  return (
    <>
      <div className="pointer-events-none fixed inset-x-0 bottom-5 z-30 flex justify-center px-4 max-sm:bottom-[4.5rem] max-sm:px-2 sm:left-14 lg:left-52">
        <div
          role="toolbar"
          aria-label="Selected cells"
          className="pointer-events-auto flex min-h-11 max-w-full flex-wrap items-center gap-0.5 rounded-[10px] bg-raised px-1.5 py-1 shadow-pop"
        >
          <p role="status" className="flex items-center gap-2 pr-1 pl-2 font-medium">
            <span className="min-w-[18px] rounded-full bg-accent px-1.5 text-center text-[11px] text-accent-fg leading-[18px] tabular-nums">
              {formatCount(chosen.size)}
            </span>{" "}
            {chosen.size === 1 ? "cell" : "cells"} in {countOf(paths)}
          </p>
          <Button variant="quiet" size="iconSmall" aria-label="Clear selection" onClick={() => onChoose(new Set())}>
            <X aria-hidden className="size-3.5" />
          </Button>
          {pages > 1 && datasets.length === 1 ? (
            <Button
              variant="quiet"
              size="small"
              aria-busy={isReading}
              disabled={isReading}
              onClick={() => void selectAll()}
            >
              Select all rows
            </Button>
          ) : null}
          <span aria-hidden className="mx-1 h-5 w-px bg-line" />
          {mayWrite ? (
            <>
              <BarButton onClick={() => setOpen("copy")}>
                <CopyPlus aria-hidden className="size-4 text-muted" />
                Copy a job here
              </BarButton>
              <BarButton onClick={newJob}>
                <Plus aria-hidden className="size-4 text-muted" />
                New job in {countOf(paths)}
              </BarButton>
            </>
          ) : null}
          <BarButton onClick={showJobs}>
            <List aria-hidden className="size-4 text-muted" />
            Show jobs
          </BarButton>
        </div>
      </div>
      {open === "copy" ? (
        <CopyHere
          scopes={scopes}
          dataset={datasets.length === 1 ? dataset : ""}
          onClose={() => setOpen(null)}
          actions={actions}
        />
      ) : null}
      {open === "jobs" ? (
        <CellJobs cells={cells} onClose={() => setOpen(null)} listCellJobs={actions.listCellJobs} />
      ) : null}
    </>
  );
}

function BarButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="quiet" className="h-8 gap-1.5 px-2.5 text-fg" onClick={onClick}>
      {children}
    </Button>
  );
}

/** "1 zone", "3 zones", "2 accounts". */
function countOf(paths: readonly string[]): string {
  const zones = paths.filter((path) => path.startsWith("zones/")).length;
  const count = formatCount(paths.length);
  if (zones > 0 && zones < paths.length) return `${count} zones and accounts`;
  return `${count} ${zones > 0 ? "zone" : "account"}${paths.length === 1 ? "" : "s"}`;
}

/** The table has the names. */
function readRow(path: string): ScopeOption {
  const row = document.querySelector<HTMLElement>(`tr[data-path="${CSS.escape(path)}"]`);
  const { name = path, account = "" } = row?.dataset ?? {};
  return { path, name, ...(account === "" ? {} : { accountName: account }) };
}
