import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { JobPage } from "#lib/logpush/views.ts";

type PageButtonsProps = { page: Pick<JobPage, "number" | "count">; onGoTo: (number: number) => void };

/** The way to the page before and after this one. */
export function PageButtons({ page: { number, count }, onGoTo }: PageButtonsProps) {
  return (
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
  );
}
