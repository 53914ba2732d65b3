"use client";

import type { VersionListProps } from "#components/history/version-list.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { TabSkeleton } from "../tab-skeleton.tsx";

const VersionList = loaded(async () => (await import("#components/history/version-list.tsx")).VersionList, {
  loading: () => <TabSkeleton tab="activity" />,
});

/** The versions of the job, which the other tabs do not load. */
export function JobVersions(props: VersionListProps) {
  return <VersionList {...props} />;
}
