import type { ReactNode } from "react";

/** A part of the settings: what it is about at the left, its facts at the right. */
export function Section({
  id,
  title,
  about,
  children,
}: {
  id: string;
  title: string;
  about: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-3 border-line border-t py-6 lg:grid-cols-[16rem_minmax(0,46rem)]"
    >
      <div>
        <h2 id={id} className="font-semibold text-base">
          {title}
        </h2>
        <p className="mt-1 max-w-prose text-muted">{about}</p>
      </div>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}

/** Facts, one per line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="divide-y divide-line-soft rounded-card border border-line bg-raised">{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 px-3.5 py-2 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** A setting's name or a command. */
export function Code({ children }: { children: string }) {
  return (
    <code translate="no" className="rounded-[4px] bg-sunken px-1 py-px font-mono text-xs">
      {children}
    </code>
  );
}
