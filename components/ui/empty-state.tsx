import type { ReactNode } from "react";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** A sentence: why, or what to do. */
  children?: ReactNode;
  /** The ways on. */
  actions?: ReactNode;
  /** `section` is in a page, under a line; `plain` in a card; `page` is all there is. */
  place?: keyof typeof places;
};

const places = {
  section: "border-line border-t px-4 py-16",
  plain: "px-4 py-14",
  page: "min-h-[70dvh] content-center py-10",
};

/** In place of rows, or of a page: what is not there, why, and the way on. */
export function EmptyState({ icon, title, children, actions, place = "section" }: EmptyStateProps) {
  return (
    <div className={`grid justify-items-center text-center ${places[place]}`}>
      {icon ? (
        <span
          aria-hidden
          className="mb-4 grid size-10 place-items-center rounded-card border border-line bg-raised text-muted shadow-control [&_svg]:size-5"
        >
          {icon}
        </span>
      ) : null}
      {place === "page" ? (
        <h1 className="font-semibold text-title">{title}</h1>
      ) : (
        <p className="font-medium text-base">{title}</p>
      )}
      {children ? <div className="mt-1 max-w-[56ch] text-balance text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
