"use client";

import { ClipboardPaste } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { noticeSlotId } from "./notice-slot.ts";

// Without a placeholder of its own the whole page would wait for it.
const ImportPanel = loaded(async () => (await import("./import-panel.tsx")).ImportPanel, { loading: () => null });

/** Where the form says what an import took, apart from the button. */
export function ImportNoticeSlot() {
  return <div id={noticeSlotId} className="empty:hidden" />;
}

type ImportJobProps = { onFilled: () => void; isDisabled?: boolean };

/** The way into a filled form: everything behind the button loads when it is pressed. */
export function ImportJob({ onFilled, isDisabled = false }: ImportJobProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [hasOpened, setHasOpened] = useState(false);
  function open() {
    setHasOpened(true);
    setIsOpen(true);
  }
  // `/jobs/new?import=1` leads here from other pages; it waits until the form can be filled.
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => setIsAsked(new URLSearchParams(window.location.search).has("import")), []);
  if (isAsked && !isDisabled) {
    setIsAsked(false);
    open();
  }
  return (
    <>
      <ForgetParam name="import" />
      <Button id="import-job" size="small" aria-haspopup="dialog" disabled={isDisabled} onClick={open}>
        <ClipboardPaste aria-hidden className="size-3.5" />
        Import
      </Button>
      {hasOpened ? <ImportPanel isOpen={isOpen} onClose={() => setIsOpen(false)} onFilled={onFilled} /> : null}
    </>
  );
}
