import type { KeyboardEvent } from "react";
import { type Language, languageOrder, languages } from "./snippet-writers.ts";

/** The languages as tabs; arrow keys, Home and End move and open (WAI-ARIA's tabs pattern). */
export function SnippetTabs({
  id,
  language,
  onOpen,
}: {
  /** Prefix of the elements' ids: `<id>-<language>` is a tab, `<id>-panel` is what it opens. */
  id: string;
  language: Language;
  onOpen: (language: Language) => void;
}) {
  function move(event: KeyboardEvent) {
    const to = nextOf(language, event.key);
    if (to === undefined) return;
    event.preventDefault();
    document.getElementById(`${id}-${to}`)?.focus();
    onOpen(to);
  }

  return (
    <div
      role="tablist"
      aria-label="Language"
      onKeyDown={move}
      className="col-span-2 flex flex-wrap gap-0.5 px-2 py-1.5 sm:col-span-1"
    >
      {languageOrder.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`${id}-${each}`}
          aria-selected={each === language}
          aria-controls={each === language ? `${id}-panel` : undefined}
          tabIndex={each === language ? 0 : -1}
          onClick={() => onOpen(each)}
          className="h-7 rounded-control border border-transparent px-2 font-medium text-muted text-xs transition-colors duration-100 hover:text-fg aria-selected:border-line-strong aria-selected:bg-sunken aria-selected:text-fg"
        >
          {languages[each].label}
        </button>
      ))}
    </div>
  );
}

function nextOf(language: Language, key: string): Language | undefined {
  const at = languageOrder.indexOf(language);
  if (key === "ArrowRight") return languageOrder[(at + 1) % languageOrder.length];
  if (key === "ArrowLeft") return languageOrder.at(at - 1);
  if (key === "Home") return languageOrder[0];
  return key === "End" ? languageOrder.at(-1) : undefined;
}
