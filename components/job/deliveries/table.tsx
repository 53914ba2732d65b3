import type { ReactNode } from "react";

type TableProps = { label: string; columns: { name: string; isNumber?: boolean }[]; children: ReactNode };

/** A table in a card that scrolls sideways where it must. */
export function Table({ label, columns, children }: TableProps) {
  return (
    <section aria-label={`${label}, scrollable`} tabIndex={0} className="overflow-x-auto">
      <table aria-label={label} className="w-full text-left tabular-nums">
        <thead className="text-muted text-xs">
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={`whitespace-nowrap px-4 py-2 font-medium ${isNumber ? "text-right" : ""}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export const cell = "border-line-soft border-t px-4 py-2 align-top";
export const numberCell = `${cell} whitespace-nowrap text-right`;
