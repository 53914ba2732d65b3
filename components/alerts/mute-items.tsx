import { Bell, BellOff } from "lucide-react";
import { callWriteAction } from "#components/ui/call-action.ts";
import type { MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type MuteLength, muteMinutes } from "#lib/logpush/alerts/mute.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";

const words: Record<(typeof muteMinutes)[number], string> = { 60: "1 hour", 480: "8 hours", 1440: "1 day" };

export type MuteJob = typeof import("#app/actions/alerts.ts").muteJob;

type MutedJob = { ref: JobRef; label: string; muteJob: MuteJob; onDone: () => void };

async function mute({ ref, label, muteJob, onDone }: MutedJob, minutes: MuteLength, done: string): Promise<void> {
  const result = await callWriteAction(() => muteJob({ ref, minutes }));
  if (!result.ok) return void showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
  showToast({ text: `Alerts of ${label} ${done}` });
  onDone();
}

export function unmute(job: MutedJob): Promise<void> {
  return mute(job, "off", "unmuted");
}

/** The ways to hold back the alerts of a job, or to end that, as items of a menu. */
export function muteItems({ isMuted, ...job }: MutedJob & { isMuted: boolean }): MenuItem[] {
  if (isMuted) {
    const icon = <Bell aria-hidden className="size-4" />;
    return [{ label: "Unmute alerts", icon, onSelect: () => void unmute(job) }];
  }
  const icon = <BellOff aria-hidden className="size-4" />;
  return [
    ...muteMinutes.map((minutes) => ({
      ...{ label: `Mute alerts for ${words[minutes]}`, icon },
      onSelect: () => void mute(job, minutes, `muted for ${words[minutes]}`),
    })),
    { label: "Mute alerts until unmuted", icon, onSelect: () => void mute(job, "until-on", "muted") },
  ];
}
