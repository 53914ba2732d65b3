"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { undoAction } from "#components/history/undo-change.ts";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";

type SavedToastProps = { jobRef: JobRef; undoChange: typeof import("#app/actions/history.ts").undoChange };

/** Says once that a save has led here, with the way back. */
export function SavedToast({ jobRef, undoChange }: SavedToastProps) {
  const router = useRouter();
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current) return;
    isSaid.current = true;
    showToast({
      text: "Destination validated. Changes saved.",
      help: "Changes can take up to 15 minutes to show in deliveries.",
      action: undoAction({ ref: jobRef, undoChange, router }),
    });
  }, [jobRef, undoChange, router]);
  return <ForgetParam name="saved" />;
}
