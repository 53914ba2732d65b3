import { type FocusEvent, type KeyboardEvent, useState } from "react";

/** Up and down go over main items alone, left and right over all, "side" ones included. */
const steps: Record<string, { step: 1 | -1; over: string }> = {
  ArrowDown: { step: 1, over: "[data-rove=main]" },
  ArrowUp: { step: -1, over: "[data-rove=main]" },
  ArrowRight: { step: 1, over: "[data-rove]" },
  ArrowLeft: { step: -1, over: "[data-rove]" },
};

/**
 * One tab stop for a long list: the item that had the focus last, or the first; arrow keys, Home and End move on.
 * Items carry `data-rove`, `data-key` and the tab index that `isStop` tells; `keys` are theirs, in order.
 */
export function useRoving(keys: string[]) {
  const [last, setLast] = useState<string>();
  const stop = last !== undefined && keys.includes(last) ? last : keys[0];

  function onFocus({ target }: FocusEvent<HTMLElement>) {
    if (target.dataset.key !== undefined) setLast(target.dataset.key);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = nextItem(event.currentTarget, event.target, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return { stop, props: { onFocus, onKeyDown } };
}

function nextItem(list: HTMLElement, from: EventTarget, key: string): HTMLElement | undefined {
  const items = (selector: string) => [...list.querySelectorAll<HTMLElement>(selector)];
  if (key === "Home") return items("[data-rove=main]").at(0);
  if (key === "End") return items("[data-rove=main]").at(-1);
  const move = steps[key];
  if (!move || !(from instanceof HTMLElement) || from.dataset.rove === undefined) return undefined;
  const candidates = items(move.over);
  const place = candidates.indexOf(from);
  if (place >= 0) return candidates[place + move.step];
  // From beside a main item: its own place is before it for a step down, after it for a step up.
  const isAfter = (item: HTMLElement) => Boolean(from.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING);
  return move.step === 1 ? candidates.find(isAfter) : candidates.findLast((item) => !isAfter(item));
}
