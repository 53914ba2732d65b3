"use client";

import { useEffect, useEffectEvent } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { TestSummary } from "../../bar-test.tsx";
import { useFormSetting } from "../../form-context.tsx";
import { asTyped } from "../../use-field.ts";
import { CheckRow } from "./check-row.tsx";
import type { CheckId } from "./check-state.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { DeliveryOptions } from "./delivery-options.tsx";
import { DeliveryProgress } from "./delivery-progress.tsx";
import { FixButtons } from "./fix-buttons.tsx";
import { SameDestination } from "./same-destination.tsx";
import { useCheckStatus } from "./use-check-status.ts";
import { type Checks, useChecks } from "./use-checks.ts";
import { useTestSummary } from "./use-test-summary.ts";

type CheckSectionProps = {
  /** Counts the wishes for a test delivery that come from elsewhere in the form. */
  asked: number;
  /** Told how the test delivery stands. */
  onTest: (test: TestSummary) => void;
  /** Told that a test found something to read. */
  onTrouble: () => void;
};

/** Whether the job will work: the form's own rules, a delivery from here, and what Cloudflare says. */
export function CheckSection({ asked, onTest, onTrouble }: CheckSectionProps) {
  const checks = useChecks();
  useTestSummary(checks, { onTest, onTrouble });
  const runDelivery = useEffectEvent(() => checks.run("delivery"));
  useEffect(() => {
    if (asked > 0) runDelivery();
  }, [asked]);
  return (
    <section aria-label="Checks" className="grid gap-3">
      <div>
        <h2 className="font-semibold text-base">Checks</h2>
        <p className="text-muted text-xs">Optional. Checks don’t create or change jobs.</p>
      </div>
      <ol aria-label="List of checks" className="divide-y divide-line rounded-card border border-line bg-raised">
        <Row id="form" title="Form" help="Validates syntax and limits." runLabel="Check the form" checks={checks} />
        <DeliveryRow checks={checks} />
        <Row
          id="destination"
          title="Cloudflare: destination"
          help="Cloudflare sends its test request, as when a job is created or saved."
          runLabel="Validate"
          checks={checks}
        />
        <ExistsRow checks={checks} />
        <FieldsRow checks={checks} />
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Button aria-disabled={checks.running !== null} onClick={checks.running ? undefined : checks.runAll}>
          Run all checks
        </Button>
        {checks.running ? (
          <Button variant="quiet" onClick={checks.cancel}>
            Cancel the checks
          </Button>
        ) : null}
      </div>
    </section>
  );
}

type RowProps = { checks: Checks };

/** What every row needs of its check. */
function useRow(id: CheckId, checks: Checks) {
  const { done, running, run, cancel } = checks;
  return {
    status: useCheckStatus(id, checks),
    done: done[id],
    isBusy: running !== null && running !== id,
    onRun: () => run(id),
    onCancel: cancel,
  };
}

type SimpleRowProps = RowProps & { id: CheckId; title: string; help: string; runLabel: string };

function Row({ id, title, help, runLabel, checks }: SimpleRowProps) {
  return <CheckRow title={title} help={help} runLabel={runLabel} {...useRow(id, checks)} />;
}

function DeliveryRow({ checks }: RowProps) {
  const { delivery, setDelivery, details, phase, run } = checks;
  const row = useRow("delivery", checks);
  const fixes = row.done?.fixes ?? [];
  return (
    <CheckRow
      title="Test delivery"
      help="Headgate sends the same request as Cloudflare, from this server, with the same timeouts."
      runLabel="Send a test"
      options={<DeliveryOptions delivery={delivery} onChange={setDelivery} />}
      progress={<DeliveryProgress phase={phase} />}
      repair={
        fixes.length > 0 ? (
          <FixButtons
            key={row.done?.at}
            fixes={fixes}
            isOld={row.status === "old"}
            onRunAgain={() => run("delivery")}
          />
        ) : null
      }
      {...row}
    >
      {details.trace ? <DeliveryDetails key={details.trace.startedAt} trace={details.trace} /> : null}
    </CheckRow>
  );
}

function ExistsRow({ checks }: RowProps) {
  const { saved } = useFormSetting();
  const { same } = checks.details;
  return (
    <CheckRow
      title="Duplicate destination"
      help="Checks whether another job of this zone or account pushes to this endpoint."
      runLabel="Find duplicates"
      answer={same ? <SameDestination result={same} isSaved={saved !== undefined} /> : undefined}
      {...useRow("exists", checks)}
    />
  );
}

function FieldsRow({ checks }: RowProps) {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const row = useRow("fields", checks);
  const lacking = new Set(checks.details.lacking);
  const takeOut = () =>
    setValue(
      "fieldNames",
      getValues("fieldNames").filter((name) => !lacking.has(name)),
      asTyped,
    );
  return (
    <CheckRow
      title="Cloudflare: fields and options"
      help="Checks whether the fields are available and Cloudflare accepts the output options."
      runLabel="Check the fields"
      {...row}
    >
      {lacking.size > 0 ? (
        <div>
          <Button size="small" onClick={takeOut}>
            {lacking.size === 1 ? "Take it out" : `Take these ${lacking.size} out`}
          </Button>
        </div>
      ) : null}
    </CheckRow>
  );
}
