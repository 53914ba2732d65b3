import { useEffect, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { callAction } from "#components/ui/call-action.ts";
import type { DeliveryPhase, DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { SameDestinations } from "#lib/logpush/job/same-destination.ts";
import { errorOf, type Result } from "#lib/logpush/result.ts";
import { useFormSetting } from "../../form-context.tsx";
import { askedOf } from "./asked.ts";
import { type CheckFinding, type CheckId, checkIds, type DoneCheck } from "./check-state.ts";
import { type DeliveryKind, isSendable } from "./delivery-kind.ts";
import { runTestDelivery } from "./run-test-delivery.ts";
import { readChecks, type StoredChecks, storeChecks } from "./stored-checks.ts";

export type Checks = ReturnType<typeof useChecks>;

/** What a check found, and what only its own row shows. */
type Found = Pick<DoneCheck, "finding" | "fixes"> & {
  trace?: DeliveryTrace;
  lacking?: string[];
  same?: Result<SameDestinations>;
};

/** Runs the checks one after the other, each only when asked, and keeps what they found beside the draft. */
export function useChecks() {
  const { actions, saved } = useFormSetting();
  const form = useFormContext<JobFormValues>();
  const isNew = saved === undefined;
  const [done, setDone] = useState<StoredChecks>(() => (isNew ? readChecks() : {}));
  const [details, setDetails] = useState<Omit<Found, "finding" | "fixes">>({});
  const [running, setRunning] = useState<CheckId | null>(null);
  const [phase, setPhase] = useState<DeliveryPhase | null>(null);
  const [delivery, setDelivery] = useState<DeliveryKind>({});
  const stop = useRef<AbortController | null>(null);
  const ref = saved?.summary.ref;

  // Who leaves the page waits for nothing any more.
  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => {
    if (isNew) storeChecks(done);
  }, [isNew, done]);

  async function runOne(id: CheckId, signal: AbortSignal): Promise<void> {
    const values = form.getValues();
    const asked = askedOf(id, values, delivery);
    setRunning(id);
    setPhase(null);
    const { finding, fixes, ...rest } = await find(id, values, signal);
    setDone((before) => ({ ...before, [id]: { at: new Date().toISOString(), asked, finding, fixes } }));
    setDetails((before) => ({ ...before, ...rest }));
  }

  async function find(id: CheckId, values: JobFormValues, signal: AbortSignal): Promise<Found> {
    switch (id) {
      case "form":
        return { finding: (await form.trigger()) ? formIsFine : formIsWrong };
      case "delivery": {
        if (!isSendable(delivery)) return { finding: formIsWrong, trace: undefined };
        const tested = await runTestDelivery({ ref, values, ...delivery }, { signal, onPhase: setPhase });
        if (signal.aborted) return { finding: canceled, trace: undefined };
        if (!tested.ok) return { finding: { outcome: "fail", error: tested.error }, trace: undefined };
        const { verdict, trace } = tested.value;
        if (verdict.outcome === "pass") return { finding: verdict, trace };
        const { fixes, ...finding } = verdict;
        return { finding, fixes, trace };
      }
      case "destination":
        return { finding: findingOf(await callAction(() => actions.checkDestination({ ref, values }))) };
      case "exists": {
        const same = await callAction(() => actions.findSameDestination({ ref, values }));
        return { finding: sameFinding(same, isNew), same };
      }
      case "fields": {
        const checked = await callAction(() => actions.checkFields({ ref, values }));
        return { finding: findingOf(checked), lacking: checked.ok ? checked.value.lacking : [] };
      }
    }
  }

  async function run(ids: readonly CheckId[]): Promise<void> {
    stop.current?.abort();
    const abort = new AbortController();
    stop.current = abort;
    for (const id of ids) {
      if (abort.signal.aborted) break;
      await runOne(id, abort.signal);
    }
    if (stop.current === abort) setRunning(null);
  }

  return {
    done,
    details,
    running,
    phase,
    delivery,
    setDelivery,
    run: (id: CheckId) => run([id]),
    runAll: () => run(checkIds),
    cancel: () => {
      stop.current?.abort();
      setRunning(null);
    },
  };
}

const formIsFine: CheckFinding = { outcome: "pass", message: "All fields are valid." };
const formIsWrong: CheckFinding = { outcome: "fail", error: errorOf(browserErrors, "E_INPUT") };
const canceled: CheckFinding = { outcome: "fail", error: errorOf(browserErrors, "E_DELIVERY_CANCELLED") };

function findingOf(result: Result<CheckFinding>): CheckFinding {
  return result.ok ? result.value : { outcome: "fail", error: result.error };
}

/** The row shows the jobs; this is what they come to. */
function sameFinding(same: Result<SameDestinations>, isNew: boolean): CheckFinding {
  if (!same.ok) return { outcome: "fail", error: same.error };
  const { jobs, exists } = same.value;
  const isAlone = jobs.length === 0 && (exists === false || (exists === true && !isNew));
  if (isAlone) return { outcome: "pass", message: "No other job pushes there." };
  const message = jobs.length === 0 ? "Could not check whether another job pushes there." : "Other jobs push there.";
  return { outcome: "warn", message, nextStep: "Check that this is intended." };
}
