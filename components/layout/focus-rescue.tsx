"use client";

import { useEffect } from "react";

const scopes =
  "dialog, [role=group], [role=toolbar], [role=tabpanel], section[aria-label], section[aria-labelledby], fieldset, form, search, main";
const tabbable =
  "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']:not(:disabled)";

/**
 * A button may be gone after its press ("Apply plan", "Show more", "Clear filters"), or disabled while it works. The browser
 * then has the focus nowhere. Here it goes to what came before a button that is gone, in its part of the page, or to that
 * part; and back to a control that is enabled again.
 */
export function FocusRescue() {
  useEffect(() => {
    let last: HTMLElement | null = null;
    const onFocusIn = ({ target }: FocusEvent) => {
      last = target instanceof HTMLElement ? target : null;
    };
    // Whoever presses beside everything takes the focus away on purpose. Some browsers tell of a removal here too.
    const onFocusOut = ({ target }: FocusEvent) =>
      setTimeout(() => {
        const isKept = !last?.isConnected || last.matches(":disabled");
        if (target === last && !isKept && document.activeElement === document.body) last = null;
      });
    const observer = new MutationObserver((records) => {
      if (!last || document.activeElement !== document.body) return;
      if (last.isConnected) {
        if (records.some(({ type }) => type === "attributes")) last.focus({ preventScroll: true });
        return;
      }
      const gone = last;
      last = null;
      const removal = records.find(
        ({ target, removedNodes }) =>
          target.isConnected && Array.from(removedNodes).some((node) => node.contains(gone)),
      );
      if (removal) focusNear(removal);
    });
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("focusout", onFocusOut);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("focusout", onFocusOut);
      observer.disconnect();
    };
  }, []);
  return null;
}

function focusNear({ target, previousSibling }: MutationRecord): void {
  const scope = (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>(scopes);
  if (!scope) return;
  const edge = previousSibling?.isConnected ? previousSibling : target;
  const isBefore = (element: Element) =>
    (edge !== target && edge.contains(element)) ||
    (edge.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  const before = Array.from(scope.querySelectorAll<HTMLElement>(tabbable))
    .filter((element) => isBefore(element) && element.checkVisibility())
    .at(-1);
  if (!before && !scope.matches(tabbable)) scope.tabIndex = -1;
  (before ?? scope).focus({ preventScroll: true });
}
