import { Bell, BellOff } from "lucide-react";
import { callWriteAction } from "#components/ui/call-action.ts";
import type { MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type MuteLength, muteMinutes } from "#lib/logpush/alerts/mute.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

const words: Record<(typeof muteMinutes)[number], string> = { 60: "1 hour", 480: "8 hours", 1440: "1 day" };

export type MuteJob = typeof import("#app/actions/alerts.ts").muteJob;
export type MuteJobs = typeof import("#app/actions/alerts.ts").muteJobs;

/** What is muted, by its name in a sentence, and how. */
type Muted = { label: string; mute: (minutes: MuteLength) => Promise<Result<unknown>>; onDone: () => void };

/** Mutes, or ends that, and says so. */
export async function changeMute({ label, mute, onDone }: Muted, minutes: MuteLength, done: string): Promise<void> {
  const result = await callWriteAction(() => mute(minutes));
  if (!result.ok) return void showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
  showToast({ text: `Alerts of ${label} ${done}` });
  onDone();
}

/** The ways to hold back alerts. */
export function muteLengthItems(muted: Muted): MenuItem[] {
  const icon = <BellOff aria-hidden className="size-4" />;
  return [
    ...muteMinutes.map((minutes) => ({
      ...{ label: `Mute alerts for ${words[minutes]}`, icon },
      onSelect: () => void changeMute(muted, minutes, `muted for ${words[minutes]}`),
    })),
    { label: "Mute alerts until unmuted", icon, onSelect: () => void changeMute(muted, "until-on", "muted") },
  ];
}

export function unmuteItem(muted: Muted): MenuItem {
  const icon = <Bell aria-hidden className="size-4" />;
  return { label: "Unmute alerts", icon, onSelect: () => void changeMute(muted, "off", "unmuted") };
}

type MutedJob = { ref: JobRef; label: string; muteJob: MuteJob; onDone: () => void };

export function mutedJob({ ref, label, muteJob, onDone }: MutedJob): Muted {
  return { label, mute: (minutes) => muteJob({ ref, minutes }), onDone };
}

/** The ways to hold back the alerts of a job, or to end that, as items of a menu. */
export function muteItems({ isMuted, ...job }: MutedJob & { isMuted: boolean }): MenuItem[] {
  return isMuted ? [unmuteItem(mutedJob(job))] : muteLengthItems(mutedJob(job));
}
