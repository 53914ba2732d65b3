"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { placeAfter } from "#components/ui/combobox-options.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { startNavigation } from "./nav-progress.tsx";
import type { FindScopes, PaletteItem } from "./palette-items.ts";
import { overlay } from "./palette-state.ts";
import type { Visitor } from "./places.ts";
import { usePaletteItems } from "./use-palette-items.ts";

type CommandPaletteProps = { visitor: Visitor; findScopes: FindScopes; onClose: () => void };

/** Finds pages, jobs, zones and actions by typing (WAI-ARIA's combobox with a listbox that is always open). */
export function CommandPalette({ onClose, ...sources }: CommandPaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const router = useRouter();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const { items: groups, isSearching, hasFailed } = usePaletteItems(text.trim(), sources);
  const items = groups.flatMap(({ members }) => members);
  const active = items[Math.min(place, items.length - 1)];
  const activeId = active && `${listId}-${active.id}`;

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  function choose(item: PaletteItem, isForNewTab: boolean) {
    onClose();
    if ("run" in item) overlay.set(item.run);
    else if (isForNewTab) window.open(item.href, "_blank", "noopener");
    else {
      startNavigation();
      router.push(item.href);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const next = /^(?:Arrow|Page)/.test(event.key) ? placeAfter(event.key, place, items.length) : undefined;
    if (next !== undefined) setPlace(next);
    else if (event.key === "Enter" && active) choose(active, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Command palette"
      onClose={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
      className="mx-auto mt-[min(13vh,6.5rem)] mb-auto w-[calc(100vw-2rem)] max-w-[37.5rem] overflow-hidden rounded-pop bg-raised text-fg shadow-pop"
    >
      <div className="flex h-13 items-center gap-3 border-line border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          role="combobox"
          aria-label="Search pages, jobs, zones and actions"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search pages, jobs, zones and actions"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-base outline-none max-sm:text-[1rem]"
        />
        <Kbd>Esc</Kbd>
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Results"
        aria-busy={isSearching}
        className="max-h-[min(60vh,28rem)] overflow-y-auto p-2"
      >
        {groups.map(({ group, members }) => (
          <fieldset key={group} aria-label={group} className="min-w-0">
            <p aria-hidden className="px-2 pt-2 pb-1 text-faint text-xs">
              {group}
            </p>
            {members.map((item) => (
              <Item
                key={item.id}
                id={`${listId}-${item.id}`}
                item={item}
                isActive={item === active}
                onPoint={() => setPlace(items.indexOf(item))}
                onChoose={choose}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <p role="status" className="px-4 pb-3 text-muted text-xs empty:hidden">
        {statusOf({ isSearching, hasFailed, count: items.length, text: text.trim() })}
      </p>
      <div
        aria-hidden
        className="flex h-10 items-center gap-4 border-line border-t bg-sunken px-4 text-muted text-xs max-sm:hidden"
      >
        <span className="flex items-center gap-1.5">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> Move
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>↵</Kbd> Open
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>Ctrl</Kbd>
          <Kbd>↵</Kbd> Open in new tab
        </span>
        <span className="ml-auto flex items-center gap-1.5">
          <Kbd>?</Kbd> All shortcuts
        </span>
      </div>
    </dialog>
  );
}

type ItemProps = {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  onPoint: () => void;
  onChoose: (item: PaletteItem, isForNewTab: boolean) => void;
};

function Item({ id, item, isActive, onPoint, onChoose }: ItemProps) {
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onMouseMove={isActive ? undefined : onPoint}
      onClick={(event) => onChoose(item, event.ctrlKey || event.metaKey)}
      className="flex h-9 w-full items-center gap-2.5 rounded-control px-2 text-left aria-selected:bg-accent-soft"
    >
      <bdi className="truncate font-medium">{item.text}</bdi>
      {item.note ? <span className="truncate text-muted">{item.note}</span> : null}
      {isActive ? <Kbd className="ml-auto">↵</Kbd> : null}
    </button>
  );
}

type Status = { isSearching: boolean; hasFailed: boolean; count: number; text: string };

function statusOf({ isSearching, hasFailed, count, text }: Status): string {
  if (isSearching) return count === 0 ? "Searching…" : "";
  if (hasFailed) return "Jobs and zones could not be searched. Try again.";
  return count === 0 ? `Nothing matches “${text}”.` : "";
}
