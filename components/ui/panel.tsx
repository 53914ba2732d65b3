import type { ReactNode } from "react";

/** One framed part of the preview: a heading, its tools, and the content. */
export function Panel({
  title,
  tools,
  children,
  isRegion = true,
}: {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
  isRegion?: boolean;
}) {
  return (
    <section
      aria-label={isRegion ? title : undefined}
      className="contain-content min-w-0 overflow-hidden rounded-card border border-line bg-raised"
    >
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3 py-1.5">
        <h2 className="mr-auto font-semibold text-sm">{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}
