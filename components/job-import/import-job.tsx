"use client";

import { FileInput } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

// Without a placeholder of its own the whole page would wait for it.
const ImportPanel = dynamic(async () => (await import("./import-panel.tsx")).ImportPanel, { loading: () => null });

/** The way into a filled form: everything behind the button loads when it is pressed. */
export function ImportJob({ onFilled }: { onFilled: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const [hasOpened, setHasOpened] = useState(false);
  function open() {
    setHasOpened(true);
    setIsOpen(true);
  }
  return (
    <div className="mb-6 grid gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button id="import-job" size="small" aria-haspopup="dialog" onClick={open}>
          <FileInput aria-hidden className="size-3.5" />
          Import
        </Button>
        <span className="text-muted text-xs">
          Fill the form from a curl command, JSON, Terraform, code or a destination string.
        </span>
      </div>
      {hasOpened ? <ImportPanel isOpen={isOpen} onClose={() => setIsOpen(false)} onFilled={onFilled} /> : null}
    </div>
  );
}
