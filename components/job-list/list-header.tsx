import { ChevronDown, Download, Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import type { May } from "#lib/logpush/views.ts";

const importHref = "/jobs/new?import=1";

type ListHeaderProps = {
  /** How many jobs match; absent while that is not known. */
  total?: number;
  /** Whether the list keeps itself up to date. */
  live?: ReactNode;
  may?: May;
  chosen?: number;
  isExporting?: boolean;
  onExport?: (what: "all" | "chosen") => void;
};

/** The page's title, how many jobs match, and what can be done with them as a whole; on phones in one menu. */
export function ListHeader({ total, live, may, chosen = 0, isExporting = false, onExport }: ListHeaderProps) {
  const exports: MenuItem[] =
    onExport && total
      ? [
          { label: `Export all ${jobs(total)}`, onSelect: () => onExport("all") },
          ...(chosen > 0 ? [{ label: `Export ${jobs(chosen)} selected`, onSelect: () => onExport("chosen") }] : []),
        ]
      : [];
  const imports: MenuItem[] = may?.write ? [{ label: "Import", href: importHref }] : [];
  return (
    <PageHeader
      title="Logpush jobs"
      meta={
        <>
          <p className="text-muted tabular-nums">{total === undefined ? "" : jobs(total)}</p>
          {live}
        </>
      }
      actions={
        <>
          {may?.write ? (
            <Link
              href={importHref}
              className={buttonStyle({ variant: "quiet", size: "small", className: "max-sm:hidden" })}
            >
              <Download aria-hidden className="size-3.5" />
              Import
            </Link>
          ) : null}
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
      }
    />
  );
}

/** "1 job", "1,284 jobs". */
export function jobs(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "job" : "jobs"}`;
}
