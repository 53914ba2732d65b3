import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Page } from "./filter-jobs.ts";

/** Which part of the rows is shown, and the way to the next. */
export function Pagination({ page, onGoTo }: { page: Page; onGoTo: (number: number) => void }) {
  const { number, count, first, last, total } = page;
  return (
    <nav aria-label="Pages" className="flex min-h-11 flex-wrap items-center gap-2 border-line border-t px-4 py-1.5">
      <p className="mr-auto text-muted text-xs">
        Showing {first.toLocaleString("en-US")}-{last.toLocaleString("en-US")} of {total.toLocaleString("en-US")}
      </p>
      {count > 1 ? (
        <>
          <Button size="small" disabled={number === 1} onClick={() => onGoTo(number - 1)}>
            <ChevronLeft aria-hidden className="size-3.5" />
            Previous
          </Button>
          <Button size="small" disabled={number === count} onClick={() => onGoTo(number + 1)}>
            Next
            <ChevronRight aria-hidden className="size-3.5" />
          </Button>
        </>
      ) : null}
    </nav>
  );
}
