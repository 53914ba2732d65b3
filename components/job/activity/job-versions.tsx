"use client";

import type { VersionListProps } from "#components/history/version-list.tsx";
import { loaded } from "#components/ui/loaded.tsx";

/** Without a stand-in: what is below would move when it comes. */
const VersionList = loaded(async () => (await import("#components/history/version-list.tsx")).VersionList);

/** The versions of the job, which the other tabs do not load. */
export function JobVersions(props: VersionListProps) {
  return <VersionList {...props} />;
}
