"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { type MuteJob, muteItems } from "#components/alerts/mute-items.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

type MuteMenuProps = { summary: Pick<JobSummary, "ref" | "name">; isMuted: boolean; muteJob: MuteJob };

/** Holds back the alerts of the job, or ends that. */
export function MuteMenu({ summary, isMuted, muteJob }: MuteMenuProps) {
  const router = useRouter();
  const items = muteItems({
    ...{ ref: summary.ref, label: jobLabel(summary), isMuted, muteJob },
    onDone: () => router.refresh(),
  });
  return (
    <Menu size="small" variant="quiet" className="-mr-2 ml-auto text-accent" items={items}>
      {isMuted ? "Unmute" : "Mute"}
      <ChevronDown aria-hidden className="size-3.5" />
    </Menu>
  );
}
