"use client";

import {
  type ChangeEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import { loaded } from "#components/ui/loaded.tsx";
import { cellAfter, cellsBetween, type Place, placeOf, readGrid } from "./cell-grid.ts";
import "./coverage.css";
import type { CoverageActions } from "./coverage-actions.ts";

const SelectionBar = loaded(async () => (await import("./selection-bar.tsx")).SelectionBar, {
  ssr: false,
  loading: () => null,
});

type CoverageSelectionProps = {
  /** The filter without its page, as in the address. */
  queryText: string;
  pages: number;
  mayWrite: boolean;
  actions: CoverageActions;
  /** The table. */
  children: ReactNode;
};

/**
 * Chooses cells of the table: a press or Space toggles one, Shift takes all up to it, a dataset's name its column; arrows
 * move. The checkboxes are the server's, so that a table of a thousand rows costs the browser nothing.
 */
export function CoverageSelection({ queryText, pages, mayWrite, actions, children }: CoverageSelectionProps) {
  const root = useRef<HTMLDivElement>(null);
  const anchor = useRef<Place>(undefined);
  const isRange = useRef(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());

  // One stop for the Tab key. What is chosen on other pages stays chosen.
  useEffect(() => {
    for (const [index, cell] of grid().flat().entries()) {
      cell.tabIndex = index === 0 ? 0 : -1;
      cell.checked = chosen.has(cell.dataset.cell ?? "");
    }
  });

  function grid(): HTMLInputElement[][] {
    return root.current ? readGrid(root.current) : [];
  }

  function set(cells: readonly HTMLInputElement[], isOn: boolean) {
    setChosen((before) => {
      const next = new Set(before);
      for (const { dataset } of cells) isOn ? next.add(dataset.cell ?? "") : next.delete(dataset.cell ?? "");
      return next;
    });
  }

  function onChange({ target }: ChangeEvent<HTMLElement>) {
    if (!(target instanceof HTMLInputElement) || target.dataset.cell === undefined) return;
    const all = grid();
    const place = placeOf(all, target);
    const cells = place && anchor.current && isRange.current ? cellsBetween(all, anchor.current, place) : [target];
    set(cells, target.checked);
    anchor.current = place;
  }

  function onClick({ target, shiftKey }: MouseEvent) {
    isRange.current = shiftKey;
    const column = target instanceof Element ? target.closest("[data-column]")?.getAttribute("data-column") : undefined;
    if (column === null || column === undefined) return;
    const cells = grid()
      .flat()
      .filter(({ dataset }) => dataset.cell?.endsWith(` ${column}`));
    set(cells, !cells.every(({ checked }) => checked));
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key, target, shiftKey } = event;
    if (!(target instanceof HTMLInputElement) || target.dataset.cell === undefined) return;
    if (key === "Escape") return setChosen(new Set());
    if (key === "Enter") {
      event.preventDefault();
      return target.parentElement?.querySelector("a")?.click();
    }
    const all = grid();
    const place = placeOf(all, target);
    const next = place && cellAfter(all, place, key);
    if (!place || !next) return;
    event.preventDefault();
    focus(next);
    const to = placeOf(all, next);
    if (!shiftKey || !to) return;
    anchor.current ??= place;
    set(cellsBetween(all, anchor.current, to), true);
  }

  function focus(cell: HTMLInputElement) {
    for (const one of grid().flat()) one.tabIndex = one === cell ? 0 : -1;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the checkboxes inside are what is pressed; their events end here.
    <div ref={root} onChange={onChange} onClick={onClick} onKeyDown={onKeyDown}>
      {children}
      {chosen.size > 0 ? (
        <SelectionBar
          chosen={chosen}
          onChoose={setChosen}
          queryText={queryText}
          pages={pages}
          mayWrite={mayWrite}
          actions={actions}
        />
      ) : null}
    </div>
  );
}
