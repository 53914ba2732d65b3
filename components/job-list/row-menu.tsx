"use client";

import { CopyPlus, Link2, Upload } from "lucide-react";
import { useEffect, useRef } from "react";
import { type MuteJob, muteItems } from "#components/alerts/mute-items.tsx";
import { deleteItem } from "#components/ui/delete-item.tsx";
import { MenuPopup } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import type { ListedJob, May } from "#lib/logpush/views.ts";
import { rowHref, rowRef } from "./job-label.ts";

/** The row whose menu is open, and the button that opened it. */
export type OpenedRow = { listed: ListedJob; button: HTMLElement };

type RowMenuProps = {
  opened: OpenedRow;
  may: May;
  /** Absent if no alerts are sent. */
  muteJob: MuteJob | undefined;
  onMuted: () => void;
  onExport: (listed: ListedJob) => void;
  onDelete: (listed: ListedJob) => void;
  onClose: () => void;
};

const anchor = "--row-menu";

/** What is done to one job less often. One menu for all rows, at the button that was pressed. */
export function RowMenu({
  opened: { listed, button },
  may,
  muteJob,
  onMuted,
  onExport,
  onDelete,
  onClose,
}: RowMenuProps) {
  const popup = useRef<HTMLDivElement>(null);
  useEffect(() => {
    button.style.setProperty("anchor-name", anchor);
    popup.current?.style.setProperty("position-anchor", anchor);
    popup.current?.showPopover();
    return () => {
      button.style.removeProperty("anchor-name");
    };
  }, [button]);
  const items = [
    ...(may.write
      ? [
          {
            label: "Duplicate",
            icon: <CopyPlus aria-hidden className="size-4" />,
            href: `/jobs/new?from=${listed.key}` as const,
          },
        ]
      : []),
    { label: "Copy link", icon: <Link2 aria-hidden className="size-4" />, onSelect: () => void copyLink(listed.key) },
    ...(muteJob && may.operate
      ? muteItems({
          ...{
            ref: rowRef(listed.key),
            label: listed.label ?? listed.name,
            isMuted: listed.mute !== undefined && !listed.mute.isOfScope,
            muteJob,
          },
          onDone: onMuted,
        }).map((item, index) => ({ ...item, startsGroup: index === 0 }))
      : []),
    {
      label: "Export",
      startsGroup: true,
      icon: <Upload aria-hidden className="size-4" />,
      onSelect: () => onExport(listed),
    },
    ...(may.write ? [deleteItem(() => onDelete(listed))] : []),
  ];
  return <MenuPopup ref={popup} label="Job actions" items={items} onClose={onClose} />;
}

async function copyLink(key: string): Promise<void> {
  const link = new URL(rowHref(key), window.location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    showToast({ text: "Link copied" });
  } catch {
    showToast({ text: "Not copied", help: link, tone: "danger" });
  }
}
