"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button.tsx";

type DrawerProps = {
  title: string;
  /** Beside the title. */
  meta?: ReactNode;
  /** The element that has the focus first. */
  focusId: string;
  onClose: () => void;
  children: ReactNode;
  footer: ReactNode;
};

/**
 * A panel over the right side of the page, on the browser's own modal dialog: focus is kept inside and given back,
 * Escape closes. It is open while it is rendered, which is after a press only. Outside of any form, which Enter in one
 * of its inputs would send.
 */
export function Drawer({ title, meta, focusId, onClose, children, footer }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    if (!current?.open) current?.showModal();
    document.getElementById(focusId)?.focus();
    // Closed before it goes: that gives the focus back.
    return () => current?.close();
  }, [focusId]);
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="mr-0 ml-auto h-dvh max-h-dvh w-screen max-w-180 flex-col bg-raised text-fg shadow-pop open:flex"
    >
      <header className="flex h-13 shrink-0 items-center gap-2.5 border-line border-b pr-3 pl-5">
        <h2 id={titleId} className="font-semibold text-base">
          {title}
        </h2>
        {meta}
        <Button variant="quiet" size="iconSmall" aria-label="Close" className="ml-auto" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {children}
      <footer className="flex min-h-14 shrink-0 flex-wrap items-center gap-2 border-line border-t px-5 py-2">
        {footer}
      </footer>
    </dialog>,
    document.body,
  );
}
