import { ListFilter, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button } from "./button.tsx";

type FilterSheetProps = {
  /** How many of the filters narrow the list. */
  count: number;
  children: ReactNode;
};

/** Filters in a line; on phones one button, whose sheet has them under each other. One element for both. */
export function FilterSheet({ count, children }: FilterSheetProps) {
  const id = useId();
  return (
    <>
      <Button popoverTarget={id} className="h-9! shrink-0 sm:hidden">
        <ListFilter aria-hidden className="size-4 text-muted" />
        Filters
        {count > 0 ? (
          <span className="min-w-[18px] rounded-full bg-accent px-1.5 text-[11px] text-accent-fg leading-[18px]">
            {count}
            <span className="sr-only"> active</span>
          </span>
        ) : null}
      </Button>
      <div
        id={id}
        popover="auto"
        className="inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full gap-4 overflow-y-auto rounded-t-pop bg-raised p-4 pb-8 text-fg shadow-pop backdrop:bg-black/40 open:grid sm:contents"
      >
        <div className="flex items-center justify-between sm:hidden">
          <p className="font-semibold text-base">Filters</p>
          <Button
            variant="quiet"
            size="icon"
            aria-label="Close filters"
            popoverTarget={id}
            popoverTargetAction="hide"
            className="-my-1 -mr-2"
          >
            <X aria-hidden className="size-4" />
          </Button>
        </div>
        {children}
      </div>
    </>
  );
}
