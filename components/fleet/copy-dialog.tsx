"use client";

import { useEffect, useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { Check } from "#components/ui/check.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobRef, ScopeKind } from "#lib/logpush/job/job.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { maxCopiedJobs, maxRunJobs } from "#lib/logpush/limits.ts";
import { type CopySource, type PatternValues, patternOf, startPattern } from "#lib/logpush/plan/copy-source.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { CopyPatternFields } from "./copy-pattern-fields.tsx";
import { nothingIsSent, PlanForm } from "./plan-form.tsx";
import { type ChosenScopes, ScopeChoice } from "./scope-choice.tsx";
import { usePlan } from "./use-plan.ts";

export type CopyActions = Pick<typeof import("#app/actions/plans.ts"), "readCopySource" | "listScopes"> &
  Pick<typeof import("#app/actions/runs.ts"), "createRun">;

type CopyDialogProps = {
  refs: readonly JobRef[];
  /** Zones and accounts that are chosen already. */
  scopes?: readonly ScopeOption[];
  onClose: () => void;
  actions: CopyActions;
};

const bothKinds: ScopeKind[] = ["zones", "accounts"];

/** Where jobs are copied to, and what differs between the copies. Their secrets are copied on the server. */
export function CopyDialog({ refs, scopes = [], onClose, actions }: CopyDialogProps) {
  const { createRun, listScopes, readCopySource } = actions;
  // What is copied stays the same while the dialog is open.
  const [first] = useState(refs[0]);
  const isOne = refs.length === 1;
  const [source, setSource] = useState<Result<CopySource>>();
  const [pattern, setPattern] = useState<PatternValues>();
  const [chosen, setChosen] = useState<ChosenScopes>(() => new Map(scopes.map((scope) => [scope.path, scope])));
  const [updates, setUpdates] = useState(false);
  const [triesFull, setTriesFull] = useState(false);
  const [isChecked, setIsChecked] = useState(false);
  const planning = usePlan();

  // One job is read for its texts; several have each their own.
  useEffect(() => {
    if (!isOne || !first) return;
    let isGone = false;
    callAction(() => readCopySource(first)).then((result) => {
      if (isGone) return;
      setSource(result);
      if (result.ok) setPattern(startPattern(result.value));
    });
    return () => {
      isGone = true;
    };
  }, [isOne, first, readCopySource]);

  const job = source?.ok ? source.value : undefined;
  const [kinds, setKinds] = useState(bothKinds);
  if (job && kinds.join() !== job.kinds.join()) setKinds(job.kinds);

  const problem = problemOf(refs.length, chosen.size);

  function submit() {
    setIsChecked(true);
    if (problem || (isOne && !(job && pattern))) return;
    const own = job && pattern ? patternOf(job, pattern) : null;
    const jobs = refs.map((ref) => ({ ref, pattern: own && { ...own, values: [...own.values] } }));
    planning.plan(() => createRun({ kind: "copy", jobs, scopes: Array.from(chosen.keys()), updates, triesFull }));
  }

  return (
    <Dialog title={isOne ? "Copy to zones" : `Copy ${refs.length} jobs to zones`} isOpen onClose={onClose} size="large">
      <PlanForm
        planning={planning}
        onSubmit={submit}
        onCancel={onClose}
        isLoading={isOne && !pattern}
        note={nothingIsSent}
      >
        {source && !source.ok ? <ErrorCallout error={source.error} /> : null}
        <div className="grid gap-4 md:grid-cols-2">
          <div className="grid min-w-0 content-start gap-1.5">
            <ScopeChoice kinds={kinds} chosen={chosen} onChoose={setChosen} listScopes={listScopes} />
            <p aria-live="polite" className="text-danger text-xs empty:hidden">
              {isChecked ? problem : ""}
            </p>
          </div>
          {job && pattern ? (
            <CopyPatternFields
              source={job}
              pattern={pattern}
              onChange={setPattern}
              examples={Array.from(chosen.values()).slice(0, 3)}
            />
          ) : (
            <p className="text-muted text-sm">
              {isOne
                ? source
                  ? ""
                  : "Loading the job…"
                : "Each copy keeps its settings and secrets. Where a name or a tag contains the name of the job's own zone, the copy has the name of the new one."}
            </p>
          )}
        </div>
        <div className="grid gap-1.5 text-sm">
          <Check
            label="Change jobs that have the same name and dataset to match"
            isOn={updates}
            onChange={setUpdates}
          />
          <Check
            label="Try zones that already have 4 jobs (some plans allow more)"
            isOn={triesFull}
            onChange={setTriesFull}
          />
        </div>
      </PlanForm>
    </Dialog>
  );
}

/** What prevents the plan, before the server is asked. */
function problemOf(jobs: number, scopes: number): string {
  if (jobs > maxCopiedJobs) return `Select at most ${maxCopiedJobs} jobs in the list.`;
  if (scopes === 0) return "Select at least one zone or account.";
  const most = Math.floor(maxRunJobs / jobs);
  return scopes > most ? `Select at most ${formatCount(most)} zones and accounts for ${countOf(jobs, "job")}.` : "";
}
