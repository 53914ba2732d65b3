import type { PencilLine } from "lucide-react";
import type { ReactNode } from "react";
import { LocalTime } from "#components/ui/local-time.tsx";

type TimelineRowProps = {
  at: string;
  icon: typeof PencilLine;
  isOutside: boolean;
  /** How it ended, or which version it made. */
  result: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** One entry of a history: when, what, how it ended, and the way back, each in its column; on phones under each other. */
export function TimelineRow({ at, icon: Icon, isOutside, result, actions, children }: TimelineRowProps) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 py-2.5 lg:grid-cols-[3rem_1.5rem_minmax(0,1fr)_7rem_14rem]">
      <span className="pt-0.5 text-muted max-lg:order-1 max-lg:text-xs">
        <LocalTime iso={at} format="time" />
      </span>
      <span
        aria-hidden
        className={`flex size-6 items-center justify-center ${isOutside ? "rounded-[4px] bg-warn-soft text-warn" : "rounded-full bg-chosen text-muted"}`}
      >
        <Icon className="size-3.5" />
      </span>
      <div className="min-w-0 pt-0.5 [overflow-wrap:anywhere]">{children}</div>
      <div className="flex flex-wrap items-center gap-x-2 max-lg:order-2 max-lg:col-span-2 max-lg:col-start-2 lg:contents">
        <p className="pt-0.5 font-medium max-lg:text-xs">{result}</p>
        <div className="-my-0.5 flex flex-wrap empty:hidden lg:-mr-2.5 lg:justify-end">{actions}</div>
      </div>
    </li>
  );
}
