import type { ReactNode } from "react";

/** One number with its name and a line about it. */
export function Figure({ name, value, children }: { name: ReactNode; value: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-card border border-line bg-raised px-4 py-3">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="mt-1">
        <span className="block font-semibold text-xl tabular-nums tracking-tight">{value}</span>
        <span className="mt-0.5 block text-muted text-xs [overflow-wrap:anywhere]">{children}</span>
      </dd>
    </div>
  );
}
