"use client";

import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { loaded } from "#components/ui/loaded.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { useOpened } from "#components/ui/use-opened.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { Arrival } from "#lib/logpush/receiver/arrival.ts";
import type { CheckedRequest } from "#lib/logpush/receiver/checked-request.ts";
import { CheckMark, summaryOf } from "./check-mark.tsx";

const OpenedArrival = loaded(async () => (await import("./opened-arrival.tsx")).OpenedArrival, {
  ssr: false,
  loading: () => <p className="border-line border-t px-4 py-4 text-muted">Loading…</p>,
});

const kinds = {
  probe: { word: "Probe", style: "border-info text-info" },
  batch: { word: "Batch", style: "border-accent text-accent" },
  alert: { word: "Alert", style: "border-warn text-warn" },
} satisfies Record<CheckedRequest["kind"], { word: string; style: string }>;

type ArrivalItemProps = {
  arrival: Arrival;
  readArrival: typeof import("#app/actions/receiver.ts").readArrival;
};

/** One request: a line that opens to what it held and how it was judged. */
export const ArrivalItem = memo(
  function ArrivalItem({ arrival, readArrival }: ArrivalItemProps) {
    const { isOpened, details } = useOpened();
    return (
      <li>
        <details className="group" {...details}>
          <Summary arrival={arrival} />
          {isOpened ? <OpenedArrival id={arrival.id} jobName={arrival.jobName} readArrival={readArrival} /> : null}
        </details>
      </li>
    );
  },
  // A request never changes; every reading of the page makes a new object of it.
  (before, after) => before.arrival.id === after.arrival.id,
);

function Summary({ arrival }: { arrival: Arrival }) {
  const { receivedAt, kind, jobName, host, target, status, isSlow, records, compressedBytes, checks } = arrival;
  return (
    <summary className="grid min-h-11 list-none grid-cols-[auto_auto_auto_1fr_auto] items-center gap-x-3 gap-y-1 px-3 py-2 text-table transition-colors duration-100 hover:bg-sunken/60 focus-visible:-outline-offset-2 xl:grid-cols-[auto_4.5rem_3.5rem_minmax(0,1fr)_7rem_5.5rem_4.5rem_6.5rem] [&::-webkit-details-marker]:hidden">
      <ChevronRight aria-hidden className="size-4 text-muted transition-transform duration-100 group-open:rotate-90" />
      <span className="text-muted text-xs">
        <LocalTime iso={receivedAt} format="clock" />
      </span>
      <span className={`w-fit rounded-sm border px-1.5 text-xs ${kinds[kind].style}`}>{kinds[kind].word}</span>
      <span
        className="truncate font-mono text-xs max-xl:order-last max-xl:col-span-5 max-xl:pl-7"
        title={`${host}${target}`}
      >
        {jobName === "" ? null : <bdi className="mr-2 font-medium font-sans text-sm">{jobName}</bdi>}
        {host}
        <span className="text-muted">{target}</span>
      </span>
      <Status status={status} isSlow={isSlow} />
      <span className="text-right text-muted text-xs max-xl:hidden">
        {formatCount(records)} {records === 1 ? "record" : "records"}
      </span>
      <span className="text-right text-muted text-xs max-xl:hidden">{formatBytes(compressedBytes)}</span>
      <span className="flex items-center justify-end gap-1.5 text-xs">
        <CheckMark level={checks.level} />
        <span className="max-[24rem]:sr-only">{summaryOf(checks)}</span>
      </span>
    </summary>
  );
}

function Status({ status, isSlow }: { status: number; isSlow: boolean }) {
  const isGood = status >= 200 && status < 300;
  const text = status === 0 ? "no response" : `${isGood ? "✓" : "✗"} ${status}`;
  return (
    <span className={`justify-self-end font-mono text-xs ${isGood ? "text-ok" : "text-danger"}`}>
      {text}
      {isSlow ? " after 6 s" : ""}
    </span>
  );
}
