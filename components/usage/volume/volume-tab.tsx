import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { VolumeView } from "#lib/logpush/usage/usage-view.ts";

const cell = "h-10 border-line-soft border-b pr-6 whitespace-nowrap";

/** What was delivered this month. */
export function VolumeTab({ volume: { month, datasets } }: { volume: VolumeView }) {
  if (datasets.length === 0) {
    return <p className="py-16 text-center text-muted">No deliveries known in {month} so far.</p>;
  }
  return (
    <section aria-label="Volume by dataset" tabIndex={0} className="overflow-x-auto">
      <table aria-label="Volume by dataset" className="w-full text-left tabular-nums">
        <caption className="pb-2 text-left text-muted">
          Delivered in {month} so far, uncompressed, as far as Headgate has read the analytics.
        </caption>
        <thead className="text-muted text-xs">
          <tr>
            <th scope="col" className={`${cell} font-medium`}>
              Dataset
            </th>
            {["Jobs", "Records", "Volume"].map((name) => (
              <th key={name} scope="col" className={`${cell} text-right font-medium`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {datasets.map(({ dataset, jobs, records, bytes }) => (
            <tr key={dataset}>
              <th scope="row" className={`${cell} font-mono font-normal`}>
                {dataset}
              </th>
              <td className={`${cell} text-right`}>{jobs.toLocaleString("en-US")}</td>
              <td className={`${cell} text-right`}>
                {records === null ? "Not known" : records.toLocaleString("en-US")}
              </td>
              <td className={`${cell} text-right`}>{bytes === null ? "Not known" : formatBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
