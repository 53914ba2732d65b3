"use client";

import { ChevronDown, Download } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { May } from "#lib/logpush/views.ts";
import { importHref, jobs } from "./list-words.ts";

// Menus come after the page; until then something of their size is in their place.
const ListMenus = lazy(() => import("./list-menus.tsx").then(({ ListMenus }) => ({ default: ListMenus })));

type ListHeaderProps = {
  /** How many jobs match; absent while that is not known. */
  total?: number;
  /** Whether the list keeps itself up to date. */
  live?: ReactNode;
  may?: May;
  chosen?: number;
  isHydrated?: boolean;
  isExporting?: boolean;
  onExport?: (what: "all" | "chosen") => void;
};

/** The page's title, how many jobs match, and what can be done with them as a whole. */
export function ListHeader({ total, live, may, isHydrated = false, onExport, ...rest }: ListHeaderProps) {
  const place = total ? (
    <span
      aria-hidden
      className={buttonStyle({
        variant: "quiet",
        size: "small",
        className: "max-sm:invisible max-sm:-mr-2 max-sm:size-10 max-sm:overflow-hidden max-sm:px-0",
      })}
    >
      Export
      <ChevronDown className="size-3.5" />
    </span>
  ) : null;
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
          <Suspense fallback={place}>
            {isHydrated && onExport ? (
              <ListMenus total={total ?? 0} mayImport={may?.write ?? false} onExport={onExport} {...rest} />
            ) : (
              place
            )}
          </Suspense>
        </>
      }
    />
  );
}
