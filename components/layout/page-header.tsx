import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** Beside the title: a count, how fresh the page is. */
  meta?: ReactNode;
  /** What can be done here, at the right. */
  actions?: ReactNode;
  /** One sentence under the title. */
  children?: ReactNode;
};

/** The head of a page: the same height and place on all of them. */
export function PageHeader({ title, meta, actions, children }: PageHeaderProps) {
  return (
    <header className="mb-2 py-4">
      <div className="flex min-h-8 flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-h-8 min-w-44 flex-1 basis-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-title [overflow-wrap:anywhere]">{title}</h1>
          {meta}
        </div>
        {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <p className="mt-1 max-w-[72ch] text-pretty text-muted">{children}</p> : null}
    </header>
  );
}
