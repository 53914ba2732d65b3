import type { KeyboardEvent } from "react";

type TabListProps<Tab extends string> = {
  /** Prefix of the element ids: `<id>-<tab>` is a tab. */
  id: string;
  /** The list's accessible name. */
  label: string;
  tabs: readonly Tab[];
  labelOf: (tab: Tab) => string;
  selected: Tab;
  onSelect: (tab: Tab) => void;
  size?: keyof typeof sizes;
  className?: string;
  /** Every tab has its own panel, `<id>-<tab>-panel`. Otherwise the tabs share one, `<id>-panel`. */
  hasOwnPanels?: boolean;
};

const chip = "rounded-control border aria-selected:border-line-strong aria-selected:bg-sunken";
const sizes = {
  small: `${chip} h-7 border-transparent px-2 text-xs`,
  medium: `${chip} h-8 border-line px-3 text-sm`,
  /** Over a line that its container draws. */
  line: "-mb-px h-9 border-transparent border-b-2 text-sm aria-selected:border-accent",
};

/** A list of tabs. The arrow keys, Home and End move to a tab and open it (WAI-ARIA's tabs pattern). */
export function TabList<Tab extends string>(props: TabListProps<Tab>) {
  const {
    id,
    label,
    tabs,
    labelOf,
    selected,
    onSelect,
    size = "small",
    className = "flex gap-1",
    hasOwnPanels,
  } = props;

  function move(event: KeyboardEvent) {
    const to = tabAt(tabs, selected, event.key);
    if (to === undefined) return;
    event.preventDefault();
    document.getElementById(`${id}-${to}`)?.focus();
    onSelect(to);
  }

  function panelOf(tab: Tab): string | undefined {
    if (hasOwnPanels) return `${id}-${tab}-panel`;
    return tab === selected ? `${id}-panel` : undefined;
  }

  return (
    <div role="tablist" aria-label={label} onKeyDown={move} className={className}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${id}-${tab}`}
          aria-selected={tab === selected}
          aria-controls={panelOf(tab)}
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => onSelect(tab)}
          className={`font-medium text-muted transition-colors duration-100 hover:text-fg aria-selected:text-fg ${sizes[size]}`}
        >
          {labelOf(tab)}
        </button>
      ))}
    </div>
  );
}

/** The tab that a key moves to; undefined for any other key. */
export function tabAt<Tab>(tabs: readonly Tab[], selected: Tab, key: string): Tab | undefined {
  const at = tabs.indexOf(selected);
  if (key === "ArrowRight") return tabs[(at + 1) % tabs.length];
  if (key === "ArrowLeft") return tabs.at(at - 1);
  if (key === "Home") return tabs[0];
  return key === "End" ? tabs.at(-1) : undefined;
}
