"use client";

import { useEffect, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/input.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { JobVersion } from "#lib/logpush/views.ts";
import type { HistoryActions } from "./history-actions.ts";
import { JsonSides } from "./json-sides.tsx";
import { useComparison } from "./use-comparison.ts";
import { VersionChanges } from "./version-changes.tsx";

type DiffDialogProps = {
  jobRef: JobRef;
  version: JobVersion;
  versions: JobVersion[];
  compare: HistoryActions["compareVersions"];
  onClose: () => void;
};

const tabs = ["changes", "json"] as const;
const labels = { changes: "Changes", json: "JSON" };

/** Any two versions of a job beside each other; at first a version and the one before it. */
export function DiffDialog({ jobRef, version, versions, compare, onClose }: DiffDialogProps) {
  const [pair, setPair] = useState({ from: Math.max(1, version.n - 1), to: version.n });
  const [tab, setTab] = useState<(typeof tabs)[number]>("changes");
  const { state, ask } = useComparison(compare);

  useEffect(() => ask({ ref: jobRef, ...pair }), [ask, jobRef, pair]);

  return (
    <Dialog title={`Changes in version ${version.n}`} isOpen onClose={onClose} size="large">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        {(["from", "to"] as const).map((side) => (
          <div key={side} className="flex items-center gap-2">
            <label htmlFor={`version-${side}`} className="text-muted text-xs">
              {side === "from" ? "From" : "To"}
            </label>
            <Select
              id={`version-${side}`}
              value={pair[side]}
              onChange={({ currentTarget }) => setPair({ ...pair, [side]: Number(currentTarget.value) })}
            >
              {versions.map(({ n, isCurrent }) => (
                <option key={n} value={n}>
                  Version {n}
                  {isCurrent ? " (current)" : ""}
                </option>
              ))}
            </Select>
          </div>
        ))}
        <TabList
          id="diff"
          label="How to show it"
          tabs={tabs}
          labelOf={(name) => labels[name]}
          selected={tab}
          onSelect={setTab}
          className="ml-auto flex gap-1"
        />
      </div>
      <div id="diff-panel" role="tabpanel" aria-labelledby={`diff-${tab}`}>
        <VersionChanges state={state} columns={[`Version ${pair.from}`, `Version ${pair.to}`]}>
          {tab === "json" ? (compared) => <JsonSides before={compared.before} after={compared.after} /> : undefined}
        </VersionChanges>
      </div>
    </Dialog>
  );
}
