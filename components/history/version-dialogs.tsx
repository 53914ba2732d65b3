"use client";

import { loaded } from "#components/ui/loaded.tsx";
import type { HistoryActions } from "./history-actions.ts";
import type { OpenVersion } from "./open-version.ts";

const DiffDialog = loaded(async () => (await import("./diff-dialog.tsx")).DiffDialog, { loading: () => null });
const RestoreDialog = loaded(async () => (await import("./restore-dialog.tsx")).RestoreDialog, { loading: () => null });

export type OpenedDialog = { dialog: "diff" | "restore"; version: OpenVersion } | null;

type VersionDialogsProps = {
  opened: OpenedDialog;
  actions: Pick<HistoryActions, "compareVersions" | "restoreVersion">;
  onClose: () => void;
};

/** What a version changed, or what bringing it back would change. */
export function VersionDialogs({ opened, actions, onClose }: VersionDialogsProps) {
  if (!opened) return null;
  const { dialog, version } = opened;
  return dialog === "diff" ? (
    <DiffDialog version={version} compare={actions.compareVersions} onClose={onClose} />
  ) : (
    <RestoreDialog version={version} actions={actions} onClose={onClose} />
  );
}
