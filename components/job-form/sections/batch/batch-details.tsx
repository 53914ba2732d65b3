"use client";

import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import { Estimator } from "./estimator.tsx";
import { LimitChoice } from "./limit-choice.tsx";

type BatchDetailsProps = { fields: LogField[]; trafficId: string; onCost: (cost: string | undefined) => void };

/** The limits in words, and what they come to at one's traffic. */
export function BatchDetails({ fields, trafficId, onCost }: BatchDetailsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        {fieldsWith({ section: "batches" }).map((path) => (
          <LimitChoice key={path} path={path} />
        ))}
      </div>
      <h4 className="border-line border-t pt-4 font-medium text-table">Estimate volume and cost</h4>
      <Estimator fields={fields} trafficId={trafficId} onCost={onCost} />
    </>
  );
}
