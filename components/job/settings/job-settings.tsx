"use client";

import type { ComponentProps } from "react";
import type { JobForm } from "#components/job-form/job-form.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { TabSkeleton } from "../tab-skeleton.tsx";

const LoadedForm = loaded(async () => (await import("#components/job-form/job-form.tsx")).JobForm, {
  loading: () => <TabSkeleton tab="settings" />,
});

/** The form of the job, which only this tab loads. */
export function JobSettings(props: ComponentProps<typeof JobForm>) {
  return <LoadedForm {...props} />;
}
