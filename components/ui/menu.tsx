"use client";

import type { Route } from "next";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef } from "react";
import { buttonStyle } from "./button.tsx";
import { placeAfter } from "./combobox-options.ts";
import { Link } from "./link.tsx";

export type MenuItem = {
  label: string;
  icon?: ReactNode;
  /** One of a set: shown with a mark where true. */
  isChosen?: boolean;
  /** Can be switched on and off. The menu stays open. */
  isChecked?: boolean;
  isDanger?: boolean;
  /** A line above it. */
  startsGroup?: boolean;
} & ({ href: Route } | { onSelect: () => void });

type MenuProps = {
  /** The button's accessible name, if its content has no text. */
  label?: string;
  children: ReactNode;
  items: readonly MenuItem[];
  variant?: "secondary" | "quiet";
  size?: "small" | "medium" | "icon" | "iconSmall";
  className?: string;
};

/**
 * A button with a menu (WAI-ARIA's menu button), on the browser's own popover: it closes by Escape and by a press
 * elsewhere, and lies over everything.
 */
export function Menu({ label, children, items, variant = "secondary", size = "medium", className }: MenuProps) {
  const id = useId();
  const popup = useRef<HTMLDivElement>(null);

  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        popoverTarget={id}
        className={buttonStyle({ variant, size, className })}
      >
        {children}
      </button>
      <MenuPopup ref={popup} id={id} items={items} />
    </>
  );
}

type MenuPopupProps = {
  ref: RefObject<HTMLDivElement | null>;
  id?: string;
  label?: string;
  items: readonly MenuItem[];
  onClose?: () => void;
};

/** The menu itself, for a button that opens it in another way. */
export function MenuPopup({ ref: popup, id, label, items, onClose }: MenuPopupProps) {
  function focusItem(place: number) {
    const members = popup.current?.querySelectorAll<HTMLElement>("[role^=menuitem]");
    members?.[place]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const members = Array.from(popup.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []);
    const at = members.findIndex((member) => member.matches(":focus"));
    if (event.key === "Tab") popup.current?.hidePopover();
    const next = placeAfter(event.key, at, members.length);
    if (next === undefined) return;
    event.preventDefault();
    focusItem(next);
  }

  return (
    <div
      ref={popup}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      popover="auto"
      onToggle={(event) => (event.newState === "open" ? focusItem(0) : onClose?.())}
      onKeyDown={onKeyDown}
      className="popup m-0 min-w-48 max-w-[calc(100vw-2rem)] rounded-card bg-raised p-1 text-fg shadow-pop"
    >
      {items.map((item) => (
        <MenuLine key={item.label} item={item} onDone={() => popup.current?.hidePopover()} />
      ))}
    </div>
  );
}

function MenuLine({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const className = `flex h-8 w-full items-center gap-2 rounded-[4px] px-2 text-left outline-none hover:bg-hover focus:bg-hover ${item.isDanger ? "text-danger" : ""}`;
  const content = (
    <>
      {item.icon ? <span className={item.isDanger ? "" : "text-muted"}>{item.icon}</span> : null}
      <span className="truncate">{item.label}</span>
      {item.isChosen || item.isChecked ? (
        <span aria-hidden className="ml-auto pl-4 text-accent">
          ✓
        </span>
      ) : null}
    </>
  );
  return (
    <>
      {item.startsGroup ? <hr className="my-1 border-line" /> : null}
      {"href" in item ? (
        <Link role="menuitem" tabIndex={-1} href={item.href} className={className} onClick={onDone}>
          {content}
        </Link>
      ) : (
        <button
          type="button"
          {...roleOf(item)}
          tabIndex={-1}
          className={className}
          onClick={() => {
            if (item.isChecked === undefined) onDone();
            item.onSelect();
          }}
        >
          {content}
        </button>
      )}
    </>
  );
}

function roleOf({ isChosen, isChecked }: MenuItem) {
  if (isChecked !== undefined) return { role: "menuitemcheckbox", "aria-checked": isChecked };
  return isChosen === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": isChosen };
}
