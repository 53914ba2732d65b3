"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import type { JobWatch } from "#lib/logpush/views.ts";
import type { HealthActions } from "./form-context.tsx";
import { inWords, parseUnit, readMinutes, toAmount, type Unit, unitNames } from "./stale-after.ts";

type ThresholdProps = { watch: JobWatch; onChanged: (watch: JobWatch) => void } & Pick<HealthActions, "setStaleAfter">;

/** How long the job may go without a delivery: said, and changed in place. */
export function ThresholdForm(props: ThresholdProps) {
  const { own, ofDataset } = props.watch.staleAfterMinutes;
  const [isOpen, setIsOpen] = useState(false);
  const [said, setSaid] = useState("");
  const button = useRef<HTMLButtonElement>(null);

  function close(message: string) {
    setIsOpen(false);
    setSaid(message);
    button.current?.focus();
  }

  return (
    <>
      {inWords(own ?? ofDataset)}{" "}
      <span className="text-muted">
        {own === null ? `(default for ${props.watch.summary.dataset})` : "(set for this job)"}
      </span>{" "}
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        className="min-h-6 underline"
        onClick={() => (isOpen ? close("") : setIsOpen(true))}
      >
        Change threshold
      </button>
      {isOpen ? <Editor {...props} onClose={close} /> : null}
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}

function Editor({ watch, onChanged, setStaleAfter, onClose }: ThresholdProps & { onClose: (message: string) => void }) {
  const { own, ofDataset } = watch.staleAfterMinutes;
  const shown = toAmount(own ?? ofDataset);
  const [typed, setTyped] = useState(own === null ? "" : String(shown.amount));
  const [unit, setUnit] = useState<Unit>(shown.unit);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const minutes = readMinutes(typed, unit);
  const error = minutes === undefined ? "Type a number that makes 1 minute to 30 days, or nothing." : undefined;
  const help = `Empty: ${inWords(ofDataset)}, the default for ${watch.summary.dataset}. Kept by Headgate; nothing changes at Cloudflare.`;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (minutes === undefined || isBusy) return;
    setIsBusy(true);
    const result = await callWriteAction(() => setStaleAfter({ ref: watch.summary.ref, minutes }));
    setIsBusy(false);
    if (!result.ok) {
      setFailure(result.error);
      return;
    }
    onChanged(result.value);
    onClose(`It now counts as quiet after ${inWords(minutes ?? ofDataset)}.`);
  }

  return (
    <form onSubmit={submit} className="mt-2 grid max-w-md gap-3 rounded-control border border-line bg-sunken p-3">
      <div className="flex flex-wrap items-start gap-2">
        <Field id="stale-after" label="Quiet after" help={help} error={error} className="min-w-48 flex-1">
          <div className="flex gap-2">
            <Input
              {...fieldProps("stale-after", { help, error })}
              inputMode="decimal"
              autoFocus
              value={typed}
              placeholder={String(toAmount(ofDataset).amount)}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Select
              aria-label="Unit"
              className="max-w-28"
              value={unit}
              onChange={(event) => setUnit(parseUnit(event.target.value))}
            >
              {unitNames.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </div>
        </Field>
      </div>
      {failure ? <ErrorCallout error={failure} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          size="small"
          variant="primary"
          aria-disabled={isBusy || error !== undefined}
          aria-busy={isBusy}
        >
          {isBusy ? "Saving…" : "Save threshold"}
        </Button>
        <Button size="small" onClick={() => onClose("")}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
