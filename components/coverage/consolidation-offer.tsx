"use client";

import { useState } from "react";
import { PlanForm } from "#components/fleet/plan-form.tsx";
import { usePlan } from "#components/fleet/use-plan.ts";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Consolidation } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { listRefusedCharacters, suggestName } from "#lib/logpush/job/job-name.ts";
import type { CoverageActions } from "./coverage-actions.ts";

type ConsolidationOfferProps = { offer: Consolidation; actions: CoverageActions };

/** Says that one account job could replace many zone jobs, and plans it. */
export function ConsolidationOffer({ offer, actions }: ConsolidationOfferProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { dataset, accountName, jobs } = offer;
  return (
    <Callout title={`${formatCount(jobs)} zone jobs can become one account job`} className="mb-3">
      <p>
        {formatCount(jobs)} enabled {dataset} jobs in zones of {accountName} have the same settings, and {dataset} also
        exists for accounts.
      </p>
      <Button size="small" className="mt-2" onClick={() => setIsOpen(true)}>
        Plan it
      </Button>
      {isOpen ? <ConsolidationDialog offer={offer} actions={actions} onClose={() => setIsOpen(false)} /> : null}
    </Callout>
  );
}

function ConsolidationDialog({ offer, actions, onClose }: ConsolidationOfferProps & { onClose: () => void }) {
  const { dataset, account, accountName, jobs } = offer;
  const [name, setName] = useState(() => suggestName(accountName, dataset));
  const planning = usePlan();
  const refused = listRefusedCharacters(name);
  const nameError = refused === "" ? undefined : `A job name cannot contain ${refused}.`;

  function submit() {
    if (nameError) return;
    planning.plan(async () => {
      const refs = await callAction(() => actions.readConsolidation({ dataset, account }));
      if (!refs.ok) return refs;
      return actions.createRun({ kind: "consolidate", refs: refs.value, account, name, triesFull: false });
    });
  }

  return (
    <Dialog title="One account job instead of zone jobs" isOpen onClose={onClose}>
      <PlanForm planning={planning} onSubmit={submit} onCancel={onClose}>
        <ol className="list-decimal space-y-1 pl-5 text-sm">
          <li>
            Create a {dataset} job in {accountName} with the settings of the {formatCount(jobs)} zone jobs.
          </li>
          <li>Wait for its first delivery.</li>
          <li>Disable the zone jobs. They are not deleted: do that later in the job list.</li>
        </ol>
        <p className="text-muted text-sm">
          The account job sends the logs of every zone of the account, those without a job too. Until the zone jobs are
          disabled, records arrive twice.
        </p>
        <Field id="consolidated-name" label="Job name" error={nameError}>
          <Input
            {...fieldProps("consolidated-name", { error: nameError })}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
      </PlanForm>
    </Dialog>
  );
}
