"use client";

import { useState, useTransition } from "react";
import { useFormContext } from "react-hook-form";
import { useFormSetting } from "#components/job-form/form-context.tsx";
import type { KnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import type { FoundJob } from "#lib/logpush/import/found-job.ts";
import type { ImportReport } from "#lib/logpush/import/import-report.ts";
import { readText } from "#lib/logpush/import/read-text.ts";
import { importJob, scopeOf } from "#lib/logpush/import/to-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";
import { ImportText } from "./import-text.tsx";
import { numbered } from "./numbered.ts";
import { ReportLists } from "./report-lists.tsx";

/** What was read of a text. It counts while the text is still that one. */
type Reading = { of: string; result: Result<FoundJob[]>; choice: number };

type ImportDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  text: string;
  onText: (text: string) => void;
  onFill: (report: ImportReport) => void;
};

/** Paste, read, look at what was found, fill the form. Closed and opened again, the text is still there. */
export function ImportDialog({ isOpen, onClose, text, onText, onFill }: ImportDialogProps) {
  const { getValues } = useFormContext<JobFormValues>();
  const { known, datasets, actions } = useFormSetting();
  const [last, setLast] = useState<Reading | null>(null);
  const [isPending, startReading] = useTransition();
  const reading = last?.of === text ? last : null;
  const jobs = reading?.result.ok ? reading.result.value : [];
  const job = jobs[reading?.choice ?? 0];
  const context = { current: getValues(), scopes: known.scopes, datasets };
  const isScopeAwaited = isPending && unknownScopeOf(reading, known) !== undefined;
  const report = isOpen && job && !isScopeAwaited ? importJob(job, context) : null;

  function read(pasted: string) {
    startReading(async () => {
      const result = await callAction(() => readText(pasted, actions.readTerraform));
      const next = { of: pasted, result, choice: 0 };
      setLast(next);
      await learnScopeOf(next);
    });
  }

  function choose(next: Reading) {
    setLast(next);
    if (unknownScopeOf(next, known)) startReading(() => learnScopeOf(next));
  }

  /** On a page with some of the scopes only, the server says whether the credential sees the one that a job names. */
  async function learnScopeOf(next: Reading) {
    const path = unknownScopeOf(next, known);
    if (path === undefined) return;
    const found = await callAction(() => known.findScopes({ query: path }));
    const scope = found.ok ? found.value.scopes.find((option) => option.path === path) : undefined;
    if (scope) known.learn(scope);
    if (!found.ok) setLast({ ...next, result: found });
  }

  function goOn() {
    if (isPending) return;
    if (report) onFill(report);
    else read(text);
  }

  /** A pasted text is read at once; what is typed waits for the button. */
  function take(typed: string, isPaste: boolean) {
    onText(typed);
    if (isPaste) read(typed);
  }

  return (
    <Dialog title="Import a job" size="large" isOpen={isOpen} onClose={onClose}>
      <div className="grid gap-4">
        <ImportText
          text={text}
          isRead={report !== null}
          error={reading && !reading.result.ok ? reading.result.error : undefined}
          onTake={take}
          onGoOn={goOn}
        />
        {jobs.length > 1 ? (
          <Field id="import-choice" label={`Job (${jobs.length} found)`}>
            <Select
              {...fieldProps("import-choice")}
              value={reading?.choice}
              onChange={(event) => reading && choose({ ...reading, choice: Number(event.target.value) })}
            >
              {numbered(jobs).map(({ item: { label }, place }) => (
                <option key={place} value={place}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {report ? <ReportLists report={report} /> : null}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-raised px-5 py-3">
          <p role="status" className="mr-auto text-muted text-xs">
            {isPending ? "Reading…" : report ? "Review, then apply to the form." : ""}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" aria-busy={isPending} aria-keyshortcuts="Control+Enter" onClick={goOn}>
            {report ? "Fill the form" : "Read"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The scope that the chosen job names, if the page may not know it although it exists. */
function unknownScopeOf(reading: Reading | null, { scopes, isPartial }: KnownScopes): string | undefined {
  const job = isPartial && reading?.result.ok ? reading.result.value[reading.choice] : undefined;
  const path = job && scopeOf(job)?.path;
  return path && parseScopePath(path) && !scopes.some((scope) => scope.path === path) ? path : undefined;
}
