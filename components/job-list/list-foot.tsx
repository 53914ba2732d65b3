import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { jobs } from "./list-words.ts";

type ListFootProps = { page: JobPage; onGoTo: (number: number) => void };

/** Which part of the rows is shown, and the way to the pages before and after it. */
export function ListFoot({ page: { count, number, first, last, total }, onGoTo }: ListFootProps) {
  if (count === 1) return null;
  return (
    <nav aria-label="Pages" className="flex min-h-12 flex-wrap items-center gap-2">
      <p className="mr-auto text-muted text-xs tabular-nums">
        {formatCount(first)}–{formatCount(last)} of {jobs(total)}
      </p>
      <Button size="small" disabled={number === 1} onClick={() => onGoTo(number - 1)}>
        Previous
      </Button>
      <Button size="small" disabled={number === count} onClick={() => onGoTo(number + 1)}>
        Next
      </Button>
    </nav>
  );
}
