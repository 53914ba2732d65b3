"use client";

import {
  BellOff,
  CopyPlus,
  History,
  KeyRound,
  Power,
  PowerOff,
  SlidersHorizontal,
  Trash2,
  Upload,
  X,
} from "lucide-react";
import { lazy, type ReactNode, Suspense, useState, useTransition } from "react";
import { type MuteJobs, muteLengthItems, unmuteItem } from "#components/alerts/mute-items.tsx";
import type { CopyActions } from "#components/fleet/copy-dialog.tsx";
import type { RestoreActions } from "#components/fleet/restore-dialog.tsx";
import type { SettingsActions } from "#components/fleet/settings-dialog.tsx";
import { usePlan } from "#components/fleet/use-plan.ts";
import type { RotateDialogActions } from "#components/rotate/rotate-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { Menu } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { MuteLength } from "#lib/logpush/alerts/mute.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { mostChosen } from "#lib/logpush/list/selection.ts";
import type { May } from "#lib/logpush/views.ts";
import { rowRef } from "./job-label.ts";

const CopyDialog = lazy(async () => ({ default: (await import("#components/fleet/copy-dialog.tsx")).CopyDialog }));
const RestoreDialog = lazy(async () => ({
  default: (await import("#components/fleet/restore-dialog.tsx")).RestoreDialog,
}));
const RotateDialog = lazy(async () => ({
  default: (await import("#components/rotate/rotate-dialog.tsx")).RotateDialog,
}));
const SettingsDialog = lazy(async () => ({
  default: (await import("#components/fleet/settings-dialog.tsx")).SettingsDialog,
}));

export type BulkActions = CopyActions & RestoreActions & RotateDialogActions & SettingsActions;

type BulkToolbarProps = {
  /** The keys of the chosen rows. */
  chosen: ReadonlySet<string>;
  may: May;
  /** How many jobs the view has on all of its pages, while those of this page are chosen. */
  more: { total: number; query: string } | undefined;
  choose: (keys: readonly string[]) => void;
  actions: BulkActions;
  /** Absent if no alerts are sent. */
  muteJobs: MuteJobs | undefined;
  onMuted: () => void;
  isExporting: boolean;
  onExport: () => void;
  onClear: () => void;
};

/** What can be done with the chosen jobs. It floats over the list. Changes lead to the page of a run, with its plan. */
export function BulkToolbar(props: BulkToolbarProps) {
  const { chosen, may, more, choose, actions, muteJobs, onMuted, isExporting, onExport, onClear } = props;
  const { isPlanning, plan } = usePlan();
  const [isReading, startReading] = useTransition();
  // What is pressed while the selection grows would be done to the smaller one.
  const isBusy = isPlanning || isReading;
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  const Opened = open && dialogs[open];

  /** Takes the selection beyond the page. */
  const selectAll = (query: string) =>
    startReading(async () => {
      const keys = await callAction(() => fetchResult<string[]>(`/jobs/keys?${query}`));
      if (keys.ok) choose(keys.value);
      else showToast({ text: keys.error.message, help: keys.error.nextStep, tone: "danger" });
    });

  const planFor = (kind: "enable" | "disable" | "delete") => {
    if (isBusy) return;
    plan(
      () => actions.createRun({ kind, refs: Array.from(chosen, rowRef) }),
      (error) => showToast({ text: error.message, help: error.nextStep, tone: "danger" }),
    );
  };

  const muted = muteJobs && {
    label: `${formatCount(chosen.size)} ${chosen.size === 1 ? "job" : "jobs"}`,
    mute: (minutes: MuteLength) => muteJobs({ refs: Array.from(chosen, rowRef), minutes }),
    onDone: onMuted,
  };

  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-5 z-30 flex justify-center px-4 max-sm:bottom-[4.5rem] sm:left-14 lg:left-52">
      <div
        role="toolbar"
        aria-label="Bulk actions"
        aria-busy={isBusy}
        className="pointer-events-auto flex min-h-11 flex-wrap items-center gap-0.5 rounded-[10px] bg-raised px-1.5 py-1 shadow-pop max-sm:min-h-13 max-sm:w-full"
      >
        <p role="status" className="flex items-center gap-2 pr-1 pl-2 font-medium max-sm:grow">
          <span className="min-w-[18px] rounded-full bg-accent px-1.5 text-center text-[11px] text-accent-fg leading-[18px] tabular-nums">
            {formatCount(chosen.size)}
          </span>{" "}
          selected
        </p>
        {more && Math.min(more.total, mostChosen) > chosen.size ? (
          <Button
            variant="quiet"
            size="small"
            className="text-accent"
            aria-busy={isReading}
            aria-disabled={isBusy}
            onClick={() => isBusy || selectAll(more.query)}
          >
            Select {more.total > mostChosen ? "the first" : "all"} {formatCount(Math.min(more.total, mostChosen))}
          </Button>
        ) : null}
        <Button variant="quiet" size="iconSmall" aria-label="Clear selection" onClick={onClear}>
          <X aria-hidden className="size-3.5" />
        </Button>
        <span aria-hidden className="mx-1.5 h-5 w-px bg-line max-sm:hidden" />
        {may.operate ? (
          <>
            <Act icon={<Power />} isBusy={isBusy} onPress={() => planFor("enable")}>
              Enable
            </Act>
            <Act icon={<PowerOff />} isBusy={isBusy} onPress={() => planFor("disable")}>
              Disable
            </Act>
            {muted ? (
              <Menu
                variant="quiet"
                className="h-8 gap-1.5 px-2.5 text-fg"
                items={[...muteLengthItems(muted), { ...unmuteItem(muted), startsGroup: true }]}
              >
                <span aria-hidden className={iconStyle}>
                  <BellOff />
                </span>
                Mute
              </Menu>
            ) : null}
          </>
        ) : null}
        {may.write ? (
          <>
            <Act icon={<Trash2 />} isBusy={isBusy} onPress={() => planFor("delete")}>
              Delete
            </Act>
            <Act icon={<CopyPlus />} isBusy={isBusy} onPress={() => setOpen("copy")}>
              Copy to zones
            </Act>
            <Act icon={<KeyRound />} isBusy={isBusy} onPress={() => setOpen("rotate")}>
              Rotate secret
            </Act>
            <Act icon={<SlidersHorizontal />} isBusy={isBusy} onPress={() => setOpen("settings")}>
              Change settings
            </Act>
            <Act icon={<History />} isBusy={isBusy} onPress={() => setOpen("restore")}>
              Restore
            </Act>
          </>
        ) : null}
        <Act icon={<Upload />} isBusy={isExporting || isReading} onPress={onExport}>
          Export
        </Act>
      </div>
      {Opened ? (
        <div className="pointer-events-auto">
          <Suspense>
            <Opened refs={Array.from(chosen, rowRef)} onClose={() => setOpen(null)} actions={actions} />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}

const dialogs = { copy: CopyDialog, restore: RestoreDialog, rotate: RotateDialog, settings: SettingsDialog };

/** Where the bar would not fit on one line with them, the words are enough. */
const iconStyle = "text-muted [&_svg]:size-4 max-[84rem]:hidden";

type ActProps = { icon: ReactNode; isBusy: boolean; onPress: () => void; children: ReactNode };

function Act({ icon, isBusy, onPress, children }: ActProps) {
  return (
    <Button
      variant="quiet"
      className="h-8 gap-1.5 px-2.5 text-fg"
      aria-disabled={isBusy}
      aria-busy={isBusy}
      onClick={() => isBusy || onPress()}
    >
      <span aria-hidden className={iconStyle}>
        {icon}
      </span>
      {children}
    </Button>
  );
}
