import type { ReactNode } from "react";

type CardProps = {
  title: string;
  /** Beside the title, smaller. */
  note?: ReactNode;
  /** One quiet action at the right. */
  action?: ReactNode;
  /** No line under the head: the content belongs to it. */
  isFlat?: boolean;
  children: ReactNode;
};

/** A part of a job's page that stands alone. */
export function Card({ title, note, action, isFlat = false, children }: CardProps) {
  return (
    <section aria-label={title} className="min-w-0 rounded-card border border-line bg-raised">
      <div
        className={`flex min-h-11 flex-wrap items-center gap-x-2 px-4 py-1.5 ${isFlat ? "" : "border-line border-b"}`}
      >
        <h2 className="font-semibold">{title}</h2>
        {note ? <span className="text-faint text-xs">{note}</span> : null}
        {action ? <div className="ml-auto">{action}</div> : null}
      </div>
      {children}
    </section>
  );
}
