"use client";

import { useDeferredValue, useEffect, useEffectEvent, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../../form-context.tsx";
import { Section } from "../../section.tsx";
import { asTyped } from "../../use-field.ts";
import { askedOf } from "./asked.ts";
import { CheckRow } from "./check-row.tsx";
import { type CheckId, statusOf } from "./check-state.ts";
import { DeliveryDetails } from "./delivery-details.tsx";
import { DeliveryOptions } from "./delivery-options.tsx";
import { DeliveryProgress } from "./delivery-progress.tsx";
import { FixButtons } from "./fix-buttons.tsx";
import { SameDestination } from "./same-destination.tsx";
import { type Checks, useChecks } from "./use-checks.ts";

/**
 * Whether the job will work, before it is one: the form's own rules, a delivery from here, and what Cloudflare says.
 * `asked` counts the wishes for a test delivery that come from elsewhere in the form.
 */
export function CheckSection({ asked }: { asked: number }) {
  const { saved } = useFormSetting();
  const checks = useChecks();
  const runDelivery = useEffectEvent(() => checks.run("delivery"));
  useEffect(() => {
    if (asked > 0) runDelivery();
  }, [asked]);
  return (
    <Section
      title={saved ? "Check" : "Check before you create"}
      description="Each check runs when you ask for it. None of them makes or changes a job."
    >
      <ol aria-label="Checks" className="divide-y divide-line rounded-card border border-line bg-raised">
        <Row
          id="form"
          title="Form"
          help="The rules that Headgate knows: grammar, ranges, lengths."
          runLabel="Check the form"
          checks={checks}
        />
        <DeliveryRow checks={checks} />
        <Row
          id="destination"
          title="Cloudflare: destination"
          help="Cloudflare pushes its test object, as it does when a job is created or saved."
          runLabel="Ask Cloudflare"
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
    </Section>
  );
}

type RowProps = { checks: Checks };

/** What every row needs of its check; whether it is out of date may follow a key press a moment later. */
function useRow(id: CheckId, { done, running, run, cancel, delivery }: Checks) {
  const { control } = useFormContext<JobFormValues>();
  const values = useDeferredValue(useWatch({ control, compute: (typed: JobFormValues) => typed }));
  const hasAsked = done[id]?.asked !== undefined;
  const asked = useMemo(() => (hasAsked ? askedOf(id, values, delivery) : ""), [hasAsked, id, values, delivery]);
  return {
    status: statusOf(done[id], running === id, asked),
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
      help="Headgate sends to the endpoint what Cloudflare would send, from this server, with the same time limits."
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
      title="Cloudflare: already used"
      help="Whether a job of this zone or account pushes there already."
      runLabel="Look for jobs that already push here"
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
      help="Whether this zone or account has the chosen fields, and Cloudflare takes the output options."
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
