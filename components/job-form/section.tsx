import type { ReactNode } from "react";

/** One numbered part of the form. */
export function Section({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-line border-t py-6 first:border-t-0 first:pt-0" aria-label={title}>
      <h2 className="font-semibold text-base">{title}</h2>
      {description ? <p className="mt-1 max-w-prose text-muted">{description}</p> : null}
      <div className="mt-4 grid gap-4">{children}</div>
    </section>
  );
}
