import { Check } from "lucide-react";
import { useEffect, useImperativeHandle, useState } from "react";
import { inSentences, type Result } from "#lib/logpush/result.ts";
import {
  type ComboboxListProps,
  type ComboboxOption,
  countText,
  type FoundOptions,
  groupOptions,
  placeAfter,
} from "./combobox-options.ts";

type Answer = { query: string | null; result: Result<FoundOptions> };

const nothing: FoundOptions = { options: [], total: 0 };

/** The popup of a combobox: the options that match, and a line about the search. */
export function ComboboxList({ id, query, value, find, debounceMs, pressKey, onActive, onChoose }: ComboboxListProps) {
  const [answer, setAnswer] = useState<Answer>();
  const [moved, setMoved] = useState<{ query: string | null; place: number }>();

  useEffect(() => {
    let isOutdated = false;
    const ask = async () => {
      const result = await find(query ?? "");
      if (!isOutdated) setAnswer({ query, result });
    };
    const timer = setTimeout(ask, query ? debounceMs : 0);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [query, find, debounceMs]);

  // Until the answer is there, the options of the text before stay. A press on one counts, but Enter does not.
  const isSearching = answer?.query !== query;
  const { options, total } = answer?.result.ok ? answer.result.value : nothing;
  const first = query ? 0 : options.findIndex((option) => option.value === value);
  const place = moved && moved.query === query ? moved.place : first;
  const active = isSearching ? undefined : options[place];
  const activeId = active && optionId(id, active);

  useEffect(() => {
    onActive(activeId);
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
    return () => onActive(undefined);
  }, [activeId, onActive]);

  useImperativeHandle(pressKey, () => (key) => {
    if (key === "Enter" && active) onChoose(active);
    const next = isSearching ? undefined : placeAfter(key, place, options.length);
    if (next !== undefined) setMoved({ query, place: next });
    return next !== undefined;
  });

  return (
    <div className="absolute top-full left-0 z-20 mt-1 w-72 min-w-full max-w-[calc(100vw-2rem)] rounded-card border border-line-strong bg-raised text-sm shadow-pop">
      <div
        id={id}
        role="listbox"
        tabIndex={-1}
        aria-label="Options"
        aria-busy={isSearching}
        // The focus stays in the control, so that a press is not the end of the choice.
        onMouseDown={(event) => event.preventDefault()}
        className="max-h-72 overflow-y-auto overscroll-contain aria-busy:opacity-60"
      >
        {groupOptions(options).map(({ group, members }) => {
          const rows = members.map((option) => (
            <Option
              key={option.value}
              id={optionId(id, option)}
              option={option}
              isChosen={option.value === value}
              isActive={option === active}
              onChoose={onChoose}
            />
          ));
          return group === "" ? (
            rows
          ) : (
            <fieldset key={group} aria-label={group} className="min-w-0 pb-1">
              <p aria-hidden className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">
                {group}
              </p>
              {rows}
            </fieldset>
          );
        })}
      </div>
      <p
        role="status"
        className={`px-2.5 py-2 text-xs empty:hidden ${answer?.result.ok === false ? "text-danger" : "text-muted"}`}
      >
        {statusOf()}
      </p>
    </div>
  );

  function statusOf(): string {
    if (isSearching) return debounceMs > 0 || !answer ? "Searching…" : "";
    if (answer && !answer.result.ok) return inSentences(answer.result.error);
    return countText(query ?? "", options.filter(({ value }) => value !== "").length, total);
  }
}

type OptionProps = {
  id: string;
  option: ComboboxOption;
  isChosen: boolean;
  isActive: boolean;
  onChoose: (option: ComboboxOption) => void;
};

/** A button, so that assistive technology can press it; the keyboard stays in the control. */
function Option({ id, option, isChosen, isActive, onChoose }: OptionProps) {
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={() => onChoose(option)}
      className={`flex min-h-9 w-full items-center gap-2 px-2.5 py-1.5 text-left hover:bg-sunken ${isActive ? "bg-accent-soft outline-2 outline-ring -outline-offset-2" : ""}`}
    >
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <bdi>{option.text}</bdi>
        {option.note ? <span className="block text-muted text-xs">{option.note}</span> : null}
      </span>
      {isChosen ? <Check aria-hidden className="size-4 shrink-0 text-accent" /> : null}
    </button>
  );
}

function optionId(listId: string, { value }: ComboboxOption): string {
  return `${listId}-${value}`;
}
