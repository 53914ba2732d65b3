"use client";

import { ChevronDown, Link2, Pencil, Save } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import { builtInViews, nameOfView } from "#lib/logpush/list/saved-views.ts";
import { useSavedViews } from "./use-saved-views.ts";

const ViewsDialog = lazy(() => import("./views-dialog.tsx").then(({ ViewsDialog }) => ({ default: ViewsDialog })));

type ViewsMenuProps = { view: ListView; onOpen: (query: string) => void };

/** The views that everybody has, the person's own ones, and the link to the present one. */
export function ViewsMenu({ view, onOpen }: ViewsMenuProps) {
  const [views, save] = useSavedViews();
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const query = viewToQuery(view);
  const name = nameOfView(views, query);
  const toItem = ({ name: label, query: of }: (typeof views)[number]): MenuItem => ({
    label,
    isChosen: label === name,
    onSelect: () => onOpen(of),
  });
  const items: MenuItem[] = [
    ...builtInViews.map(toItem),
    ...views.map((one, index) => ({ ...toItem(one), startsGroup: index === 0 })),
    { label: "Copy link", icon: <Link2 className="size-4" />, startsGroup: true, onSelect: copyLink },
    ...(name === undefined
      ? [{ label: "Save view…", icon: <Save className="size-4" />, onSelect: () => setDialog("save") }]
      : []),
    ...(views.length > 0
      ? [{ label: "Manage views…", icon: <Pencil className="size-4" />, onSelect: () => setDialog("manage") }]
      : []),
  ];
  return (
    <>
      <Menu items={items} className="h-9 w-44 justify-between font-normal max-sm:hidden">
        <span className="truncate">
          View: <span className="font-medium">{name ?? "Custom"}</span>
        </span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </Menu>
      {dialog ? (
        <Suspense>
          <ViewsDialog kind={dialog} query={query} views={views} onSave={save} onClose={() => setDialog(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    showToast({ text: "Link copied" });
  } catch {
    showToast({ text: "Not copied", help: "Copy it from the address bar.", tone: "danger" });
  }
}
