"use client";

import { useId, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import { formatBytes } from "#lib/logpush/job/format-bytes.ts";
import type { ArrivalDetail } from "#lib/logpush/receiver/arrival.ts";
import { RecordTable } from "./record-table.tsx";

const views = ["table", "raw"] as const;
const labels = { table: "Table", raw: "Raw" };
type View = (typeof views)[number];

/** The body, as a table where it holds records, and as the text that it is. */
export function ArrivalBody({ detail }: { detail: ArrivalDetail }) {
  const { table, text, isTextCut, compressedBytes, textBytes, encoding } = detail;
  const id = useId();
  const hasTable = table.rows.length > 0;
  const [view, setView] = useState<View>(hasTable ? "table" : "raw");
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="font-medium text-sm">Body</h3>
        {hasTable ? (
          <TabList
            {...{ id, label: "Body as", tabs: views, selected: view, onSelect: setView }}
            labelOf={(each) => labels[each]}
            className="flex gap-0.5"
          />
        ) : null}
        <p className="mr-auto text-muted text-xs">
          {encoding === "none"
            ? formatBytes(textBytes)
            : `${formatBytes(compressedBytes)} gzip on the wire, ${formatBytes(textBytes)} decompressed`}
        </p>
        <CopyButton text={text} label="Copy body" />
      </div>
      <div
        {...(hasTable ? { role: "tabpanel", id: `${id}-panel`, "aria-labelledby": `${id}-${view}` } : {})}
        className="min-w-0"
      >
        {view === "table" ? <RecordTable table={table} /> : <RawText text={text} isCut={isTextCut} />}
      </div>
    </div>
  );
}

function RawText({ text, isCut }: { text: string; isCut: boolean }) {
  return (
    <>
      <section
        aria-label="Body as text"
        tabIndex={0}
        className="max-h-96 overflow-y-auto rounded-control border border-line bg-sunken p-3"
      >
        <pre className="whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">{text}</pre>
      </section>
      {isCut ? <p className="mt-1.5 text-muted text-xs">The start of the body; the rest is not shown here.</p> : null}
    </>
  );
}
