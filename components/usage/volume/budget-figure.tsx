"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SettingForm } from "#components/ui/setting-form.tsx";
import { showToast } from "#components/ui/toast.ts";
import { useSaving } from "#components/ui/use-saving.ts";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import { readBudget } from "#lib/logpush/usage/budget.ts";
import { Figure } from "./figure.tsx";

type BudgetFigureProps = {
  cents: number | null;
  dollars: number;
  expectedDollars: number | null;
  /** Absent where the role does not allow it. */
  setBudget: typeof import("#app/actions/usage.ts").setBudget | undefined;
};

/** What a month may cost, how much of it is used, and its change in place. */
export function BudgetFigure({ cents, dollars, expectedDollars, setBudget }: BudgetFigureProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  if (isOpen && setBudget) return <BudgetForm cents={cents} setBudget={setBudget} onClose={close} />;
  const used = cents === null ? 0 : (dollars * 100) / cents;
  const isOver = cents !== null && expectedDollars !== null && expectedDollars * 100 > cents;
  const change = setBudget ? (
    <button ref={button} type="button" className="text-accent hover:underline" onClick={() => setIsOpen(true)}>
      {cents === null ? "Set budget" : "Change budget"}
    </button>
  ) : null;
  return (
    <Figure name="Budget" value={cents === null ? "–" : formatDollars(cents / 100)}>
      {cents === null ? (
        <>No budget{change ? <>. {change}</> : null}</>
      ) : (
        <>
          <span aria-hidden className="my-1 block h-1.5 overflow-hidden rounded-full bg-chosen">
            <span
              className={`block h-full ${used >= 1 ? "bg-danger" : used >= 0.8 ? "bg-warn" : "bg-accent"}`}
              style={{ width: `${Math.min(100, used * 100)}%` }}
            />
          </span>
          {Math.round(used * 100)} % used{isOver ? <span className="text-warn">, forecast is above it</span> : null}.{" "}
          {change}
        </>
      )}
    </Figure>
  );
}

type BudgetFormProps = {
  cents: number | null;
  setBudget: NonNullable<BudgetFigureProps["setBudget"]>;
  onClose: () => void;
};

function BudgetForm({ cents, setBudget, onClose }: BudgetFormProps) {
  const router = useRouter();
  const [typed, setTyped] = useState(cents === null ? "" : (cents / 100).toFixed(2));
  const saving = useSaving();
  const amount = readBudget(typed);
  const error = amount === undefined ? "Enter an amount such as 250 or 99.50, or leave it empty." : undefined;
  const help = "Alerts at 80 % and 100 %, once a month each. Empty: no budget.";

  async function submit() {
    if (amount === undefined) return;
    if (!(await saving.save(() => setBudget({ cents: amount })))) return;
    showToast({ text: amount === null ? "Budget removed" : `Budget set to ${formatDollars(amount / 100)} a month` });
    router.refresh();
    onClose();
  }

  return (
    <div className="min-w-0 rounded-card border border-line bg-raised px-4 py-3">
      <dt className="sr-only">Budget</dt>
      <dd>
        <SettingForm
          what="budget"
          saving={saving}
          isValid={error === undefined}
          onSubmit={() => void submit()}
          onClose={onClose}
          className="grid gap-2.5"
        >
          <Field id="budget" label="Budget a month, in US dollars" help={help} error={error}>
            <Input
              {...fieldProps("budget", { help, error })}
              inputMode="decimal"
              autoFocus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
        </SettingForm>
      </dd>
    </div>
  );
}
