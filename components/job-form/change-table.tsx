import type { Change } from "#lib/logpush/job/diff.ts";

/** Settings that differ, one row for each, with what they are on either side. */
export function ChangeTable({ changes, columns }: { changes: Change[]; columns: [string, string] }) {
  return (
    <div className="overflow-x-auto rounded-card border border-line">
      <table className="w-full text-left text-table">
        <thead className="border-line border-b bg-sunken text-muted text-xs">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              Setting
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {columns[0]}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {columns[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ label, before, after }) => (
            <tr key={label} className="border-line border-b align-top last:border-b-0">
              <th scope="row" className="px-3 py-2 font-medium">
                {label}
              </th>
              <td className="px-3 py-2 font-mono text-danger [overflow-wrap:anywhere]">{before}</td>
              <td className="px-3 py-2 font-mono text-ok [overflow-wrap:anywhere]">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
