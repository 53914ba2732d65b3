import { useEffect, useMemo } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobDetail } from "#lib/logpush/views.ts";

/**
 * The job as it was opened, but for `enabled`: its switch is in the page's header and acts at once, so what it did is
 * seen there and is no conflict with what the form saves.
 */
export function useSwitched(opened: JobDetail | undefined, now: JobDetail | undefined): JobDetail | undefined {
  const enabled = now?.values.enabled;
  const version = now?.versions.enabled;
  return useMemo(() => {
    if (!opened || enabled === undefined) return opened;
    const versions = version === undefined ? opened.versions : { ...opened.versions, enabled: version };
    return { ...opened, versions, values: { ...opened.values, enabled } };
  }, [opened, enabled, version]);
}

/** The form has no field for it; its value follows, and counts as saved. */
export function useEnabledFollows(form: UseFormReturn<JobFormValues>, enabled: boolean | undefined): void {
  useEffect(() => {
    if (enabled === undefined || form.getValues("enabled") === enabled) return;
    const { defaultValues } = form.formState;
    const kept = { keepValues: true, keepDirty: true, keepErrors: true, keepTouched: true, keepSubmitCount: true };
    form.reset({ ...defaultValues, enabled }, kept);
    form.setValue("enabled", enabled);
  }, [form, enabled]);
}
