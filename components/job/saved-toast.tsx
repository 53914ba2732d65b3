"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { undoAction } from "#components/history/undo-change.ts";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobHead } from "#lib/logpush/job/job-page.ts";

type SavedToastProps = {
  jobRef: JobRef;
  version: JobHead["version"];
  undoChange: typeof import("#app/actions/history.ts").undoChange;
};

/** Says once that a save has led here, with the way back. */
export function SavedToast({ jobRef, version: { n, canUndo }, undoChange }: SavedToastProps) {
  const router = useRouter();
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current) return;
    isSaid.current = true;
    showToast({
      text: "Destination validated. Changes saved.",
      help: "Changes can take up to 15 minutes to show in deliveries.",
      ...(canUndo ? { action: undoAction({ ref: jobRef, change: "save", n, undoChange, router }) } : {}),
    });
  }, [jobRef, n, canUndo, undoChange, router]);
  return <ForgetParam name="saved" />;
}
