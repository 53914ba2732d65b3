"use client";

import { useEffect, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Select } from "#components/ui/input.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import { timeText } from "#components/ui/time-text.ts";
import { terraformFor } from "#lib/snippets/terraform.ts";
import type { HistoryActions } from "./history-actions.ts";
import type { OpenVersion } from "./open-version.ts";
import { TextSides } from "./text-sides.tsx";
import { type Compared, useComparison } from "./use-comparison.ts";
import { VersionChanges } from "./version-changes.tsx";

type DiffDialogProps = {
  version: OpenVersion;
  compare: HistoryActions["compareVersions"];
  onClose: () => void;
};

const tabs = ["changes", "json", "terraform"] as const;
const labels = { changes: "Changes", json: "JSON", terraform: "Terraform" };

/** Any two versions of a job beside each other; at first a version and the one before it. */
export function DiffDialog({ version: { jobRef, n, current, isGone, isFirst }, compare, onClose }: DiffDialogProps) {
  const [pair, setPair] = useState(isFirst ? { from: n, to: current } : { from: n - 1, to: n });
  const [tab, setTab] = useState<(typeof tabs)[number]>("changes");
  const { state, ask } = useComparison(compare);

  useEffect(() => ask({ ref: jobRef, ...pair }), [ask, jobRef, pair]);

  const known = state.kind === "done" ? state.compared.versions : [];
  const choices = [...new Set([...known.map((one) => one.n), pair.from, pair.to])].sort((a, b) => b - a);
  const timeOf = (number: number) => known.find((one) => one.n === number)?.at;

  function textsOf({ before, after }: Compared) {
    if (tab === "json") return { before: before.json, after: after.json };
    const [from, to] = [before, after].map(({ values, stored }) =>
      terraformFor({ values, saved: { ref: jobRef, stored } }, { secrets: "variables", version: "v5" }),
    );
    return { before: from ?? "", after: to ?? "" };
  }

  return (
    <Dialog title={`Changes in version ${n}`} isOpen onClose={onClose} size="large">
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        {(["from", "to"] as const).map((side) => (
          <div key={side} className="flex min-w-0 items-center gap-2">
            <label htmlFor={`version-${side}`} className="text-muted text-xs">
              {side === "from" ? "From" : "To"}
            </label>
            <Select
              id={`version-${side}`}
              value={pair[side]}
              onChange={({ currentTarget }) => setPair({ ...pair, [side]: Number(currentTarget.value) })}
            >
              {choices.map((number) => (
                <option key={number} value={number}>
                  {choiceWords(number, timeOf(number), number === current && !isGone)}
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
          {tab === "changes"
            ? undefined
            : (compared) => (
                <>
                  <TextSides {...textsOf(compared)} />
                  <p className="mt-2 text-muted text-xs">Secrets are masked here. Changes lists those that differ.</p>
                </>
              )}
        </VersionChanges>
      </div>
    </Dialog>
  );
}

function choiceWords(n: number, at: string | undefined, isCurrent: boolean): string {
  const notes = [at ? timeText(Date.parse(at), "short", { isLocal: true }) : "", isCurrent ? "current" : ""].filter(
    (note) => note !== "",
  );
  return `Version ${n}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}
