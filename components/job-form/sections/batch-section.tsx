"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { loaded } from "#components/ui/loaded.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { readLimit } from "#lib/logpush/job/units.ts";
import { focusWhenThere } from "../focus-field.ts";
import { Fold, useFoldState } from "../fold.tsx";
import { LimitErrors, LimitInput } from "./batch/limit-input.tsx";

const BatchDetails = loaded(async () => (await import("./batch/batch-details.tsx")).BatchDetails, { ssr: false });

const paths = fieldsWith({ section: "batches" });
/** Where traffic is typed, so that the line's button leads there. */
const trafficId = "traffic";

/** How much one request may carry, and what that costs at the traffic that is typed inside. */
export function BatchSection({ fields }: { fields: LogField[] }) {
  const { isOpen, setIsOpen } = useFoldState();
  const [cost, setCost] = useState<string>();
  const aside = (
    <>
      {paths.map((path) => (
        <LimitInput key={path} path={path} />
      ))}
      <button
        type="button"
        onClick={() => {
          setIsOpen(true);
          focusWhenThere(trafficId);
        }}
        className="h-7 min-w-17 shrink-0 rounded-control text-right text-muted text-xs tabular-nums hover:text-fg hover:underline"
      >
        {cost ? (
          <>
            <span className="sr-only">Estimated cost: </span>
            <span className="font-medium text-fg">{cost}</span>
            <span aria-hidden>/mo</span>
            <span className="sr-only"> per month</span>
          </>
        ) : (
          <>
            Estimate<span className="sr-only"> cost</span>
          </>
        )}
      </button>
    </>
  );
  return (
    <Fold
      title="Batching and cost"
      paths={[]}
      aside={aside}
      notes={<LimitErrors paths={paths} />}
      state={{ isOpen, setIsOpen }}
    >
      <ClosingReading />
      <BatchDetails fields={fields} trafficId={trafficId} onCost={setCost} />
    </Fold>
  );
}

/** What the three limits mean together, where one of them alone does not say it. */
function ClosingReading() {
  const texts = useWatch<JobFormValues, typeof paths>({ name: paths });
  const states = texts.map((text) => readLimit(text)?.state);
  if (states.every((state) => state === "off")) {
    return (
      <p className="text-warn text-xs">
        All three limits are off. What closes a batch then is not documented; leave one at its default to be sure.
      </p>
    );
  }
  return (
    <p className="text-muted text-xs">
      Batches are sent when any limit is reached.
      {states.includes("default") ? " Service default: 30 s, 100,000 records or the destination’s own limit." : null}
      {states.includes("default") && !states.every((state) => state === "default")
        ? " Cloudflare documents it for jobs without any limit; Headgate applies it to each unset limit."
        : null}
    </p>
  );
}
