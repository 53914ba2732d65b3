"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  size?: "medium" | "large";
  /** While a request is on its way, Escape does not close. */
  isBusy?: boolean;
};

/** The browser's own modal dialog: focus is kept inside and given back, Escape closes. */
export function Dialog({ title, isOpen, onClose, children, size = "medium", isBusy = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (isOpen && !dialog.current?.open) dialog.current?.showModal();
    if (!isOpen && dialog.current?.open) dialog.current.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => isBusy && event.preventDefault()}
      className={`m-auto w-[calc(100vw-2rem)] rounded-card border border-line bg-raised p-5 text-fg shadow-pop ${size === "large" ? "max-w-3xl" : "max-w-lg"}`}
    >
      {isOpen ? (
        <>
          <h2 id={titleId} className="mb-3 font-semibold text-base">
            {title}
          </h2>
          {children}
        </>
      ) : null}
    </dialog>
  );
}
