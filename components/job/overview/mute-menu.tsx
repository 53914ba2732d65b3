"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { changeMute, type MuteJob, mutedJob, muteItems } from "#components/alerts/mute-items.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

type MuteMenuProps = { summary: Pick<JobSummary, "ref" | "name">; isMuted: boolean; muteJob: MuteJob };

const className = "-mr-2 ml-auto text-accent";

/** Holds back the alerts of the job, or ends that. */
export function MuteMenu({ summary, isMuted, muteJob }: MuteMenuProps) {
  const router = useRouter();
  const job = { ref: summary.ref, label: jobLabel(summary), muteJob, onDone: () => router.refresh() };
  if (isMuted) {
    return (
      <Button
        size="small"
        variant="quiet"
        className={className}
        onClick={() => void changeMute(mutedJob(job), "off", "unmuted")}
      >
        Unmute
      </Button>
    );
  }
  return (
    <Menu size="small" variant="quiet" className={className} items={muteItems({ ...job, isMuted })}>
      Mute
      <ChevronDown aria-hidden className="size-3.5" />
    </Menu>
  );
}
