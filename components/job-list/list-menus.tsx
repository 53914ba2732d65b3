"use client";

import { ChevronDown, Ellipsis } from "lucide-react";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { importHref, jobs } from "./list-words.ts";

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
