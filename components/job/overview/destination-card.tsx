import { buttonStyle } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { type RedactedPair, redactedEndpoint } from "#lib/logpush/destination/redact.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import type { JobOverview } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";
import { Card } from "../card.tsx";
import { tabHref } from "../tabs.ts";

type DestinationCardProps = { overview: JobOverview; may: May };

/** Where the job sends what. Secrets are their fingerprints; harmless values stand in clear. */
export function DestinationCard({ overview, may }: DestinationCardProps) {
  const { head, records, sharing } = overview;
  const { destination, ref, isLegacy } = head.summary;
  const endpoint = redactedEndpoint(destination);
  return (
    <Card
      title="Destination"
      action={
        <Link href={tabHref(ref, "settings")} className={buttonStyle({ variant: "quiet", size: "small" })}>
          {may.write ? "Edit" : "Settings"}
        </Link>
      }
    >
      <dl className="divide-y divide-line">
        <div className="px-4 py-2.5">
          <dt className="flex min-h-7 items-center justify-between gap-2 text-muted text-xs">
            Endpoint
            {destination.isPathMasked || endpoint === "" ? null : <CopyButton text={endpoint} label="Copy" />}
          </dt>
          <dd className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">{endpoint || mask}</dd>
        </div>
        {destination.pairs.map((pair) => (
          <Pair key={pair.index} jobRef={ref} pair={pair} count={sharing[pair.fingerprint] ?? 0} may={may} />
        ))}
        {destination.reason ? <div className="px-4 py-2.5 text-muted text-xs">{destination.reason.message}</div> : null}
        <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 px-4 py-2.5">
          <dt className="text-muted">Records</dt>
          <dd>
            {[records.fields, records.filter, records.format, records.sample].join(", ")}
            {isLegacy ? <span className="block text-muted text-xs">Uses logpull_options</span> : null}
          </dd>
        </div>
      </dl>
    </Card>
  );
}

type PairProps = { jobRef: JobRef; pair: RedactedPair; count: number; may: May };

function Pair({ jobRef, pair, count, may }: PairProps) {
  const { name, value, fingerprint } = pair;
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 px-4 py-2.5">
      <dt className="truncate font-mono text-muted text-xs leading-5" title={name || "(no name)"}>
        {name || "(no name)"}
      </dt>
      {value === undefined ? (
        <dd className="min-w-0">
          <span className="flex items-center gap-2">
            <span aria-hidden className="font-mono text-xs leading-5">
              {mask}
            </span>
            <span className="sr-only">hidden</span>
            {may.write && name !== mask ? (
              <Link
                href={`/rotate?job=${jobKey(jobRef)}&header=${encodeURIComponent(name)}`}
                className="ml-auto text-accent text-xs hover:underline"
              >
                Rotate<span className="sr-only"> {name}</span>
              </Link>
            ) : null}
          </span>
          <span className="text-muted text-xs">
            <span className="font-mono" title="Fingerprint: equal values have equal fingerprints">
              {fingerprint}
            </span>
            {count > 0 ? `, also used by ${formatCount(count)} ${count === 1 ? "job" : "jobs"}` : ""}
          </span>
        </dd>
      ) : (
        <dd className="min-w-0 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{value}</dd>
      )}
    </div>
  );
}
