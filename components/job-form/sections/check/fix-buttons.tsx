import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { applyFix, labelOfFix } from "#lib/logpush/delivery/apply-fix.ts";
import type { DeliveryFix } from "#lib/logpush/delivery/verdict.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { focusPart } from "../../focus-part.ts";
import { asTyped } from "../../use-field.ts";

type FixedValues = Parameters<typeof applyFix>[1];

type FixButtonsProps = {
  fixes: DeliveryFix[];
  /** The form has changed since then: what was offered for its old values is offered no more. */
  isOld: boolean;
  onRunAgain: () => void;
};

/** The repairs that the form can make by itself; each can be taken back. */
export function FixButtons({ fixes, isOld, onRunAgain }: FixButtonsProps) {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const [before, setBefore] = useState<FixedValues | null>(null);
  const show = ({ endpoint, isEndpointKept, query }: FixedValues) => {
    setValue("isEndpointKept", isEndpointKept, asTyped);
    setValue("endpoint", endpoint, asTyped);
    setValue("query", query, asTyped);
  };
  function make(fix: DeliveryFix) {
    if (fix.kind === "go-to") return goTo(fix.at, getValues());
    const { endpoint, isEndpointKept, query } = getValues();
    setBefore({ endpoint, isEndpointKept, query });
    show(applyFix(fix, { endpoint, isEndpointKept, query }));
  }
  if (before !== null) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <p className="text-sm">Applied to the form.</p>
        {/* The pressed button is gone: the next step takes the focus. */}
        <Button size="small" variant="primary" ref={focusOnce} onClick={onRunAgain}>
          Test again
        </Button>
        <Button
          size="small"
          onClick={() => {
            show(before);
            setBefore(null);
          }}
        >
          Undo
        </Button>
      </div>
    );
  }
  if (isOld) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {fixes.map((fix) => (
        <Button key={labelOfFix(fix)} size="small" className="max-w-full" onClick={() => make(fix)}>
          <span className="truncate">{labelOfFix(fix)}</span>
        </Button>
      ))}
    </div>
  );
}

function focusOnce(button: HTMLButtonElement | null) {
  button?.focus();
}

function goTo(at: string, values: JobFormValues) {
  // The list of checks lies over the form.
  for (const popup of document.querySelectorAll<HTMLElement>(":popover-open")) popup.hidePopover();
  focusPart(at, values);
}
