import { useEffect } from "react";
import { useFormContext, useFormState } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

const question = "Leave without saving? Your changes to this job are lost.";

/** Asks before a click, the Back button, a reload or a closed tab throws away what was typed; a saved job's form keeps no draft. */
export function useLeaveGuard(isEnabled: boolean): void {
  const { control, getValues } = useFormContext<JobFormValues>();
  const { isDirty, defaultValues } = useFormState({ control });
  useEffect(() => {
    if (!isEnabled) return;
    // The form says "dirty" only when validation has answered, which is too late for a quick click.
    const isChanged = () => isDirty || JSON.stringify(getValues()) !== JSON.stringify(defaultValues);
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isChanged()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isHere = link?.getAttribute("href")?.startsWith("#") ?? true;
      if (isHere || link?.getAttribute("target") || !isChanged() || window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Back and Forward, in browsers that let a page hold them (Chromium; elsewhere they go on without a question).
    const onNavigate = (event: NavigateEvent) => {
      const isTraversal = event.navigationType === "traverse" && event.cancelable;
      if (isTraversal && isChanged() && !window.confirm(question)) event.preventDefault();
    };
    const navigation = "navigation" in window ? window.navigation : undefined;
    navigation?.addEventListener("navigate", onNavigate);
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      navigation?.removeEventListener("navigate", onNavigate);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isEnabled, isDirty, defaultValues, getValues]);
}
