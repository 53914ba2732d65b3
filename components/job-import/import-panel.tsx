"use client";

import { useState } from "react";
import { createPortal } from "react-dom";
import { useFormContext } from "react-hook-form";
import { focusLater } from "#components/job-form/use-query-rows.ts";
import type { ImportReport } from "#lib/logpush/import/import-report.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { ImportDialog } from "./import-dialog.tsx";
import { ImportNotice, noticeId } from "./import-notice.tsx";
import { noticeSlotId } from "./notice-slot.ts";

/** A filled form, and what it takes to have the form from before back. It lives in this page's memory only. */
type Filled = { report: ImportReport; before: JobFormValues; text: string };

type ImportPanelProps = { isOpen: boolean; onClose: () => void; onFilled: () => void };

export function ImportPanel({ isOpen, onClose, onFilled }: ImportPanelProps) {
  const form = useFormContext<JobFormValues>();
  const [text, setText] = useState("");
  const [filled, setFilled] = useState<Filled | null>(null);
  const slot = filled ? document.getElementById(noticeSlotId) : null;

  function put(values: JobFormValues) {
    form.reset(values, { keepDefaultValues: true });
    onFilled();
  }

  function fill(report: ImportReport) {
    setFilled({ report, before: structuredClone(form.getValues()), text });
    setText("");
    put(report.values);
    // Shows what is still missing; filling by hand would have shown it step by step.
    form.trigger();
    onClose();
    focusLater(noticeId);
  }

  function close() {
    setFilled(null);
    focusLater("import-job");
  }

  function undo({ before, text: pasted }: Filled) {
    put(before);
    setText(pasted);
    close();
  }

  return (
    <>
      <ImportDialog isOpen={isOpen} onClose={onClose} text={text} onText={setText} onFill={fill} />
      {filled && slot
        ? createPortal(<ImportNotice report={filled.report} onUndo={() => undo(filled)} onDismiss={close} />, slot)
        : null}
    </>
  );
}
