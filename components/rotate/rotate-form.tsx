"use client";

import { useRef, useState } from "react";
import { PlanForm } from "#components/fleet/plan-form.tsx";
import { usePlan } from "#components/fleet/use-plan.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Field, FieldError, fieldProps } from "#components/ui/field.tsx";
import { PasswordInput } from "#components/ui/password-input.tsx";
import { checkPair } from "#lib/logpush/destination/check-pair.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { SecretGroup } from "#lib/logpush/rotate/secret-groups.ts";
import { SecretOption } from "./secret-option.tsx";

export type RotateActions = Pick<typeof import("#app/actions/plans.ts"), "planRotation">;

type RotateFormProps = {
  groups: readonly SecretGroup[];
  /** How many values there are, with those that are not shown. */
  total: number;
  /** The fingerprints that are chosen at first. */
  initial: readonly string[];
  /** Only in these jobs. Without it, wherever the values are used. */
  refs?: readonly JobRef[];
  /** In a dialog. */
  onCancel?: () => void;
  actions: RotateActions;
};

/** Which value is replaced, by where it is used, and the new one, which is held in its field alone. */
export function RotateForm({ groups, total, initial, refs, onCancel, actions }: RotateFormProps) {
  // Not controlled: React writes the value of a controlled input into the document.
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(initial));
  const [problem, setProblem] = useState<{ value?: string; choice?: string }>({});
  const planning = usePlan();
  // A search may have taken a chosen value out of sight: what is not shown is not replaced.
  const picked = groups.filter(({ fingerprint }) => chosen.has(fingerprint));

  function submit() {
    const value = input.current?.value ?? "";
    const kind = picked.some(({ places }) => places.some((place) => place.kind === "header")) ? "header" : "param";
    const wrong = checkPair({ kind, name: "X", value }, "value");
    const found = {
      choice: picked.length === 0 ? "Select the value to replace." : undefined,
      value: value === "" ? "Enter the new value." : wrong ? inSentences(wrong) : undefined,
    };
    setProblem(found);
    if (found.choice) return document.querySelector<HTMLElement>("[data-secret]")?.focus();
    if (found.value) return input.current?.focus();
    const fingerprints = picked.map(({ fingerprint }) => fingerprint);
    planning.plan(() =>
      actions.planRotation({ fingerprints, value, ...(refs === undefined ? {} : { refs: [...refs] }) }),
    );
  }

  return (
    <PlanForm
      label="Rotation"
      planning={planning}
      onSubmit={submit}
      onCancel={onCancel}
      // On its page the new value stands beside the list, which may be long.
      className={
        onCancel
          ? "grid gap-4"
          : "grid content-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.5rem] lg:gap-x-6 lg:[&>*]:col-start-2"
      }
    >
      <fieldset
        className={`min-w-0 ${onCancel ? "" : "lg:col-start-1! lg:row-span-6"}`}
        aria-describedby={problem.choice ? "rotated-secret-error" : undefined}
      >
        <legend className="mb-1.5 font-medium text-sm">Value to replace</legend>
        <div
          className={`${onCancel ? "max-h-[28rem]" : "max-lg:max-h-[28rem] lg:max-h-[calc(100dvh-14rem)]"} divide-y divide-line-soft overflow-y-auto rounded-card border border-line bg-raised`}
        >
          {groups.map((group) => (
            <SecretOption
              key={group.fingerprint}
              group={group}
              isChosen={chosen.has(group.fingerprint)}
              onChange={(isOn) => {
                const next = new Set(chosen);
                if (isOn) next.add(group.fingerprint);
                else next.delete(group.fingerprint);
                setChosen(next);
              }}
            />
          ))}
        </div>
        {groups.length < total ? (
          <p className="mt-1.5 text-muted text-xs">
            {groups.length} of {formatCount(total)} values shown. Search to narrow.
          </p>
        ) : null}
        <FieldError id="rotated-secret" error={picked.length === 0 ? problem.choice : undefined} />
      </fieldset>
      {picked.length > 1 ? (
        <Callout tone="warn" role="status" title={`${picked.length} different values are selected`}>
          All of them get the one new value. The old ones are kept in the jobs’ versions only.
        </Callout>
      ) : null}
      <Field
        id="new-value"
        label="New value"
        error={problem.value}
        help="Plain text, without Bearer or the like. Until the run has finished, the endpoint has to accept the old value too: Cloudflare tests each job with the new one."
      >
        <div className={onCancel ? "max-w-xl" : ""}>
          <PasswordInput
            what="new value"
            isShown={isShown}
            onShow={setIsShown}
            font="mono"
            autoComplete="new-password"
            ref={input}
            {...fieldProps("new-value", { error: problem.value, help: "help" })}
          />
        </div>
      </Field>
    </PlanForm>
  );
}
