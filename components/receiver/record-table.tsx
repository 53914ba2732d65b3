import { formatCount } from "#lib/logpush/format-count.ts";
import type { BodyTable } from "#lib/logpush/receiver/arrival.ts";

const headStyle = "sticky top-0 border-line border-b bg-sunken px-2.5 py-1.5 font-medium whitespace-nowrap";
const cellStyle = "border-line border-b px-2.5 py-1.5 group-last:border-b-0";

/** Records as rows; a wide table scrolls by itself, with the keyboard too. */
export function RecordTable({ table: { columns, rows, total } }: { table: BodyTable }) {
  return (
    <>
      <section
        aria-label="Records"
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-control border border-line bg-raised"
      >
        <table className="min-w-full border-separate border-spacing-0 text-left font-mono text-xs">
          <thead>
            <tr>
              <th scope="col" className={headStyle}>
                #
              </th>
              {columns.map((name) => (
                <th key={name} scope="col" className={headStyle}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number} className="group">
                <td className={`${cellStyle} text-muted`}>{number}</td>
                {columns.map((name, index) => (
                  <Cell key={name} text={cells[index] ?? ""} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {total > rows.length ? (
        <p className="mt-1.5 text-muted text-xs">
          The first {rows.length} of {formatCount(total)} records.
        </p>
      ) : null}
    </>
  );
}

function Cell({ text }: { text: string }) {
  return (
    <td title={text.length > 40 ? text : undefined} className={`max-w-72 truncate ${cellStyle}`}>
      {text}
    </td>
  );
}
