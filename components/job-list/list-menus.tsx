"use client";

// The menus in one module, so that one request brings them.

import { ChevronDown, Columns3, Ellipsis, Link2, Pencil, Save } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { showToast } from "#components/ui/toast.ts";
import { columnNames, type ListColumn, listColumns } from "#lib/logpush/list/columns.ts";
import { type ListView, viewToQuery } from "#lib/logpush/list/list-view.ts";
import { builtInViews, nameOfView } from "#lib/logpush/list/saved-views.ts";
import { importHref, jobs } from "./list-words.ts";
import { useSavedViews } from "./use-saved-views.ts";

const ViewsDialog = lazy(() => import("./views-dialog.tsx").then(({ ViewsDialog }) => ({ default: ViewsDialog })));

type ListMenusProps = {
  total: number;
  chosen?: number;
  mayImport: boolean;
  isExporting?: boolean;
  onExport: (what: "all" | "chosen") => void;
};

/** What can be exported; on phones one menu holds the import too. */
export function ListMenus({ total, chosen = 0, mayImport, isExporting = false, onExport }: ListMenusProps) {
  const exports: MenuItem[] =
    total > 0
      ? [
          { label: `Export all ${jobs(total)}`, onSelect: () => onExport("all") },
          ...(chosen > 0 ? [{ label: `Export ${jobs(chosen)} selected`, onSelect: () => onExport("chosen") }] : []),
        ]
      : [];
  const imports: MenuItem[] = mayImport ? [{ label: "Import", href: importHref }] : [];
  return (
    <>
      {exports.length > 0 ? (
        <Menu variant="quiet" size="small" className="max-sm:hidden" items={exports}>
          {isExporting ? "Exporting…" : "Export"}
          <ChevronDown aria-hidden className="size-3.5" />
        </Menu>
      ) : null}
      {exports.length + imports.length > 0 ? (
        <Menu variant="quiet" size="icon" className="-mr-2 sm:hidden" label="More" items={[...imports, ...exports]}>
          <Ellipsis aria-hidden className="size-4" />
        </Menu>
      ) : null}
    </>
  );
}

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

type ColumnsMenuProps = { hidden: readonly ListColumn[]; onToggle: (column: ListColumn) => void };

/** Which columns the table has; phones show each job as lines. */
export function ColumnsMenu({ hidden, onToggle }: ColumnsMenuProps) {
  const items = columnNames.map((column) => ({
    label: listColumns[column],
    isChecked: !hidden.includes(column),
    onSelect: () => onToggle(column),
  }));
  return (
    <Menu items={items} label="Columns" size="icon" className="size-9 shrink-0 max-md:hidden">
      <Columns3 aria-hidden className="size-4 text-muted" />
    </Menu>
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
