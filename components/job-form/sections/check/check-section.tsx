"use client";

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
import { type Checks, useChecks } from "./use-checks.ts";

/** Whether the job will work, before it is one: the form's own rules, a delivery from here, and what Cloudflare says. */
export function CheckSection() {
  const { saved } = useFormSetting();
  const checks = useChecks();
  return (
    <div id="check" className="scroll-mt-28">
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
          <Row
            id="exists"
            title="Cloudflare: already used"
            help="Whether a job of this zone or account pushes there already."
            runLabel="Look for other jobs"
            checks={checks}
          />
          <FieldsRow checks={checks} />
        </ol>
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={checks.running ? checks.cancel : checks.runAll}>
            {checks.running ? "Cancel the checks" : "Run all checks"}
          </Button>
        </div>
      </Section>
    </div>
  );
}

type RowProps = { checks: Checks };

/** What every row needs of its check. */
function useRow(id: CheckId, { done, running, run, cancel, delivery }: Checks) {
  const { control } = useFormContext<JobFormValues>();
  const asked = useWatch({ control, compute: (values: JobFormValues) => askedOf(id, values, delivery) });
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
      {...row}
    >
      {fixes.length > 0 ? <FixButtons key={row.done?.at} fixes={fixes} onRunAgain={() => run("delivery")} /> : null}
      {details.trace ? <DeliveryDetails key={details.trace.startedAt} trace={details.trace} /> : null}
    </CheckRow>
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
