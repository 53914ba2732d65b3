"use client";

import { useEffect } from "react";
import { ForgetParam } from "#components/ui/forget-param.tsx";
import { showToast } from "#components/ui/toast.ts";

/** Says once that a save has led here. */
export function SavedToast() {
  useEffect(() => {
    showToast({
      text: "Destination validated. Changes saved.",
      help: "Changes can take up to 15 minutes to show in deliveries.",
    });
  }, []);
  return <ForgetParam name="saved" />;
}
