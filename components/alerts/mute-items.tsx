import { Bell, BellOff } from "lucide-react";
import { callWriteAction } from "#components/ui/call-action.ts";
import type { MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type MuteLength, muteMinutes } from "#lib/logpush/alerts/mute.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";

const words: Record<(typeof muteMinutes)[number], string> = { 60: "1 hour", 480: "8 hours", 1440: "1 day" };

export type MuteJob = typeof import("#app/actions/alerts.ts").muteJob;

type MuteItems = { ref: JobRef; label: string; isMuted: boolean; muteJob: MuteJob; onDone: () => void };

/** The ways to hold back the alerts of a job, or to end that, as items of a menu. */
export function muteItems({ ref, label, isMuted, muteJob, onDone }: MuteItems): MenuItem[] {
  async function mute(minutes: MuteLength, done: string) {
    const result = await callWriteAction(() => muteJob({ ref, minutes }));
    if (!result.ok) return void showToast({ text: result.error.message, help: result.error.nextStep, tone: "danger" });
    showToast({ text: `Alerts of ${label} ${done}` });
    onDone();
  }

  if (isMuted) {
    const icon = <Bell aria-hidden className="size-4" />;
    return [{ label: "Unmute alerts", icon, onSelect: () => void mute("off", "unmuted") }];
  }
  const icon = <BellOff aria-hidden className="size-4" />;
  return [
    ...muteMinutes.map((minutes) => ({
      ...{ label: `Mute alerts for ${words[minutes]}`, icon },
      onSelect: () => void mute(minutes, `muted for ${words[minutes]}`),
    })),
    { label: "Mute alerts until unmuted", icon, onSelect: () => void mute("until-on", "muted") },
  ];
}
