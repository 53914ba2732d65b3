"use client";

import { loaded } from "#components/ui/loaded.tsx";
import { TabSkeleton } from "../tab-skeleton.tsx";
import type { CodeTabProps } from "./code-tab.tsx";

const CodeTab = loaded(async () => (await import("./code-tab.tsx")).CodeTab, {
  loading: () => <TabSkeleton tab="code" />,
  isInline: true,
});

/** The snippets of the job, which only this tab loads. */
export function JobCode(props: CodeTabProps) {
  return <CodeTab {...props} />;
}
