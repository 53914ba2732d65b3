import { Check, CircleAlert, X } from "lucide-react";
import type { Finding } from "#lib/logpush/filter/evaluate-filter.ts";
import type { Trial, TriedLine } from "#lib/logpush/filter/try-filter.ts";
import { formatCount } from "#lib/logpush/format-count.ts";

/** More lines than a person reads are counted only. */
const maxShown = 50;

/** The outcome for each line, and how many pass. */
export function TrialList({ trial, maxLines }: { trial: Trial; maxLines: number }) {
  const { lines, kept, judged, left } = trial;
  const unread = lines.length - judged;
  return (
    <div className="grid min-w-0 gap-2">
      <p role="status" className="font-medium">
        {lines.length === 0 ? "Nothing to try yet." : `${formatCount(kept)} of ${formatCount(judged)} pass`}
        {unread > 0 ? `, ${formatCount(unread)} could not be read` : ""}
      </p>
      <ol aria-label="Records and their outcome" className="grid max-h-96 min-w-0 gap-1.5 overflow-y-auto" tabIndex={0}>
        {lines.slice(0, maxShown).map((tried) => (
          <Line key={tried.line} tried={tried} />
        ))}
      </ol>
      {lines.length > maxShown || left > 0 ? (
        <p className="text-muted text-xs">
          The first {maxShown} are shown.
          {left > 0 ? ` Only the first ${maxLines} lines were judged; ${formatCount(left)} were not.` : ""}
        </p>
      ) : null}
    </div>
  );
}

function Line({ tried }: { tried: TriedLine }) {
  return (
    <li className="min-w-0 rounded-control border border-line bg-surface p-2 text-xs">
      <p className="flex items-start gap-1.5">
        <Outcome tried={tried} />
      </p>
      <code className="mt-1 line-clamp-4 break-all font-mono text-muted">{tried.text}</code>
    </li>
  );
}

function Outcome({ tried }: { tried: TriedLine }) {
  if (!("verdict" in tried)) {
    return (
      <>
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warn" />
        <span className="min-w-0 text-warn [overflow-wrap:anywhere]">
          Line {tried.line} is {tried.fault}.
        </span>
      </>
    );
  }
  const { passes, why } = tried.verdict;
  const Icon = passes ? Check : X;
  return (
    <>
      <Icon aria-hidden className={`mt-px size-3.5 shrink-0 ${passes ? "text-ok" : "text-danger"}`} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <strong className={passes ? "text-ok" : "text-danger"}>
          Line {tried.line} {passes ? "passes" : "is dropped"}
        </strong>
        {why.length === 0 ? ": there is no filter." : `. ${why.map(wordsOf).join("; ")}.`}
      </span>
    </>
  );
}

function wordsOf({ condition, actual, holds }: Finding): string {
  return `${condition}: ${holds ? "yes" : "no"}, it is ${actual}`;
}
