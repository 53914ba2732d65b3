import { useCallback, useState } from "react";
import { CopyDialog } from "#components/fleet/copy-dialog.tsx";
import { rowRef } from "#components/job-list/job-label.ts";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import type { FoundOptions } from "#components/ui/combobox-options.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { fetchResult } from "#components/ui/fetch-result.ts";
import { Field } from "#components/ui/field.tsx";
import { ok, type Result } from "#lib/logpush/result.ts";
import type { JobPage, ScopeOption } from "#lib/logpush/views.ts";
import type { CoverageActions } from "./coverage-actions.ts";

type CopyHereProps = {
  scopes: readonly ScopeOption[];
  /** Only jobs of this dataset are offered; empty for all. */
  dataset: string;
  onClose: () => void;
  actions: CoverageActions;
};

/** Which job to copy to the chosen zones, and then how. */
export function CopyHere({ scopes, dataset, onClose, actions }: CopyHereProps) {
  const [job, setJob] = useState({ key: "", label: "" });
  const [isChosen, setIsChosen] = useState(false);
  const [isEmpty, setIsEmpty] = useState(false);
  const find = useCallback((query: string) => findJobs(query, dataset), [dataset]);

  if (isChosen) return <CopyDialog refs={[rowRef(job.key)]} scopes={scopes} onClose={onClose} actions={actions} />;
  return (
    <Dialog title="Copy a job here" isOpen onClose={onClose}>
      <form
        noValidate
        method="post"
        // Tall enough for the options, which lie inside of the dialog.
        className="grid min-h-[27rem] content-between gap-4 pb-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (job.key === "") setIsEmpty(true);
          else setIsChosen(true);
        }}
      >
        <Field
          id="copied-job"
          label="Job"
          help={dataset === "" ? "Search by name, zone or endpoint." : `Jobs that push ${dataset}.`}
          error={isEmpty && job.key === "" ? "Choose the job to copy." : undefined}
        >
          <Combobox
            id="copied-job"
            value={job.key}
            text={job.label}
            find={find}
            debounceMs={150}
            onChoose={({ value, text }) => setJob({ key: value, label: text })}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function findJobs(query: string, dataset: string): Promise<Result<FoundOptions>> {
  const params = new URLSearchParams({ q: query, ...(dataset === "" ? {} : { dataset }) });
  return callAction(async () => {
    const page = await fetchResult<JobPage>(`/jobs/list?${params}`);
    if (!page.ok) return page;
    const options = page.value.rows.map(({ key, name, label, scope, dataset: of }) => ({
      value: key,
      text: label ?? name,
      note: `${scope} · ${of}`,
    }));
    return ok({ options, total: page.value.total });
  });
}
