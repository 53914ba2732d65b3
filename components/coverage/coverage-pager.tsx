import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { type CoverageView, coverageQuery } from "#lib/logpush/coverage/coverage.ts";

/** The ways to the other pages; nothing where there is one. */
export function CoveragePager({ view, number, pages }: { view: CoverageView; number: number; pages: number }) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="flex items-center gap-2">
      <Step view={view} page={number - 1} isThere={number > 1} word="Previous" />
      <span className="text-muted text-xs">
        Page {number} of {pages}
      </span>
      <Step view={view} page={number + 1} isThere={number < pages} word="Next" />
    </nav>
  );
}

function Step({ view, page, isThere, word }: { view: CoverageView; page: number; isThere: boolean; word: string }) {
  const style = buttonStyle({ size: "small" });
  if (!isThere) {
    return (
      <span aria-disabled className={style}>
        {word}
      </span>
    );
  }
  return (
    <Link href={`/coverage${coverageQuery({ ...view, page })}` as Route} className={style}>
      {word}
    </Link>
  );
}
