"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, type ComponentType, type KeyboardEvent, useId, useRef, useState } from "react";
import type { ComboboxListProps, PressKey } from "./combobox-options.ts";
import { Input } from "./input.tsx";
import { useHydrated } from "./use-hydrated.ts";

type ComboboxProps = Omit<ComponentProps<"input">, "value" | "onChange"> &
  Pick<ComboboxListProps, "value" | "find" | "debounceMs" | "onChoose"> & {
    /** The text of the chosen value. What is typed changes nothing until an option is chosen. */
    text: string;
  };

/** A choice with search (WAI-ARIA's combobox with a listbox). Leaving it brings the chosen text back. */
export function Combobox({ value, text, find, debounceMs, onChoose, className, ...input }: ComboboxProps) {
  const listId = useId();
  const isHydrated = useHydrated();
  const [List, setList] = useState<ComponentType<ComboboxListProps>>();
  /** What is typed; null while the chosen text is shown. */
  const [query, setQuery] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [activeId, setActiveId] = useState<string>();
  const pressKey = useRef<PressKey>(null);
  const isShown = isOpen && List !== undefined;

  /** The list is code that nobody needs before the control has the focus. If it cannot be loaded, the next press tries again. */
  function load() {
    if (!List) import("./combobox-list.tsx").then(({ ComboboxList }) => setList(() => ComboboxList), ignore);
  }

  function open() {
    load();
    setIsOpen(true);
  }

  function close() {
    setIsOpen(false);
    setQuery(null);
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    // With Shift or Control the keys belong to the text, and Enter ends a word of an input method.
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (isOpen && key === "Escape") close();
    else if (!isOpen && /^(?:ArrowDown|ArrowUp|Enter)$/.test(key)) open();
    // Enter chooses, or does nothing; it never submits the form.
    else if (!(isOpen && pressKey.current?.(key)) && key !== "Enter") return;
    event.preventDefault();
  }

  return (
    <div className={`relative ${className ?? ""}`}>
      <Input
        {...input}
        role="combobox"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-activedescendant={isShown ? activeId : undefined}
        disabled={input.disabled || !isHydrated}
        className="truncate pr-8"
        placeholder={text || input.placeholder}
        value={query ?? text}
        onFocus={({ currentTarget }) => {
          load();
          currentTarget.select();
        }}
        onClick={({ currentTarget }) => {
          open();
          if (query === null) currentTarget.select();
        }}
        onChange={({ currentTarget }) => {
          open();
          setQuery(currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-2.5 size-4 text-muted" />
      {isShown ? (
        <List
          id={listId}
          query={query}
          value={value}
          find={find}
          debounceMs={debounceMs}
          pressKey={pressKey}
          onActive={setActiveId}
          onChoose={(chosen) => {
            close();
            if (chosen.value !== value) onChoose(chosen);
          }}
        />
      ) : null}
    </div>
  );
}

function ignore() {}
