"use client";

import type { ComponentProps } from "react";
import type { JobForm } from "#components/job-form/job-form.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { TabSkeleton } from "../tab-skeleton.tsx";

/** With what only a saved job needs at once. */
const LoadedForm = loaded(
  async () => {
    const parts = [
      import("#components/job-form/leave-guard.tsx"),
      import("#components/job-form/sections/pair-rows.tsx"),
      import("#components/job-form/preview/preview.tsx"),
    ];
    const [{ JobForm }] = await Promise.all([import("#components/job-form/job-form.tsx"), ...parts]);
    return JobForm;
  },
  { loading: () => <TabSkeleton tab="settings" />, isInline: true },
);

/** The form of the job, which only this tab loads. */
export function JobSettings(props: ComponentProps<typeof JobForm>) {
  return <LoadedForm {...props} />;
}
