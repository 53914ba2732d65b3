"use client";

import { ChevronRight } from "lucide-react";
import { memo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { previewBody } from "./preview-body.ts";
import type { ReceivedRequest } from "./received-request.ts";

const previewLines = 3;

const kinds = {
  probe: { word: "Probe", style: "border-info text-info" },
  batch: { word: "Batch", style: "border-accent text-accent" },
  other: { word: "Other", style: "border-line-strong text-muted" },
} satisfies Record<ReceivedRequest["kind"], { word: string; style: string }>;

/** One request: a line that opens to its headers and body. */
export const ReceivedItem = memo(
  function ReceivedItem({ request }: { request: ReceivedRequest }) {
    const [isOpen, setIsOpen] = useState(false);
    return (
      <li>
        <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
          <Summary request={request} isOpen={isOpen} />
          {isOpen ? <Opened request={request} /> : null}
        </details>
      </li>
    );
  },
  // A request never changes; every reading of the page makes a new object of it.
  (before, after) => before.request.id === after.request.id,
);

function Summary({ request, isOpen }: { request: ReceivedRequest; isOpen: boolean }) {
  const { receivedAt, kind, host, target, status, records, compressedBytes } = request;
  return (
    <summary className="grid min-h-11 list-none grid-cols-[auto_auto_1fr_auto] items-center gap-x-3 gap-y-1 px-3 py-2 text-table transition-colors duration-100 hover:bg-sunken/60 focus-visible:-outline-offset-2 md:grid-cols-[auto_4.5rem_4rem_minmax(0,1fr)_6rem_6rem_5rem] [&::-webkit-details-marker]:hidden">
      <ChevronRight
        aria-hidden
        className={`size-4 text-muted transition-transform duration-100 ${isOpen ? "rotate-90" : ""}`}
      />
      <time dateTime={receivedAt} title={`${receivedAt} UTC`} className="font-mono text-muted text-xs">
        {receivedAt.slice(11, 19)}
      </time>
      <span className={`w-fit rounded-sm border px-1.5 text-xs ${kinds[kind].style}`}>{kinds[kind].word}</span>
      <span
        className="truncate font-mono text-xs max-md:order-last max-md:col-span-4 max-md:pl-7"
        title={`${host}${target}`}
      >
        {host}
        <span className="text-muted">{target}</span>
      </span>
      <Status status={status} />
      <span className="text-right text-muted text-xs max-md:hidden">
        {records.toLocaleString("en-US")} {records === 1 ? "record" : "records"}
      </span>
      <span className="text-right text-muted text-xs max-md:hidden">{sizeText(compressedBytes)}</span>
    </summary>
  );
}

function Status({ status }: { status: number }) {
  const isGood = status >= 200 && status < 300;
  return (
    <span className={`justify-self-end font-mono text-xs ${isGood ? "text-ok" : "text-danger"}`}>
      {status === 0 ? "no answer" : `${isGood ? "✓" : "✗"} ${status}`}
    </span>
  );
}

function Opened({ request }: { request: ReceivedRequest }) {
  const { method, target, headers, body, bodyTruncated, records, compressedBytes, jobId } = request;
  const preview = previewBody(body, previewLines);
  return (
    <div className="grid gap-4 border-line border-t bg-surface px-4 py-4 md:pl-10">
      <p className="font-mono text-xs [overflow-wrap:anywhere]">
        {method} {target}
      </p>
      <div>
        <h2 className="mb-1.5 font-medium text-sm">Headers</h2>
        <dl className="grid gap-x-4 gap-y-1 font-mono text-xs sm:grid-cols-[minmax(8rem,auto)_1fr]">
          {headers.map(([name, value]) => (
            <div key={`${name}: ${value}`} className="contents">
              <dt className="text-code-header">{name}</dt>
              <dd className="text-code-value [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="min-w-0">
        <div className="mb-1.5 flex flex-wrap items-center gap-2">
          <h2 className="font-medium text-sm">Body</h2>
          <p className="mr-auto text-muted text-xs">
            {records.toLocaleString("en-US")} {records === 1 ? "record" : "records"}, gzip: {sizeText(compressedBytes)}{" "}
            on the wire, shown decompressed{jobId === undefined ? "" : `, job ${jobId}`}
          </p>
          <CopyButton text={body} label="Copy body" />
        </div>
        <section
          aria-label="Body"
          tabIndex={0}
          className="max-h-96 overflow-y-auto rounded-control border border-line bg-sunken p-3 font-mono text-xs"
        >
          <pre className="whitespace-pre-wrap font-mono [overflow-wrap:anywhere]">{preview.text}</pre>
        </section>
        {preview.moreLines > 0 || bodyTruncated ? (
          <p className="mt-1.5 text-muted text-xs">
            {preview.moreLines > 0 ? `${preview.moreLines} more lines. ` : ""}
            {bodyTruncated ? "The body is longer than what is kept here." : ""}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
