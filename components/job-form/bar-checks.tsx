"use client";

import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { callAction } from "#components/ui/call-action.ts";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { maxZoneJobs } from "#lib/logpush/limits.ts";
import { useFormSetting } from "./form-context.tsx";
import { useFieldError } from "./use-field.ts";

const marks = {
  ok: <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />,
  open: <CircleDashed aria-hidden className="size-4 shrink-0" />,
  warn: <CircleAlert aria-hidden className="size-4 shrink-0 text-warn" />,
  fail: <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />,
};

/** One line of the bar's checks: a shape, a color and words. */
export function BarCheck({
  mark,
  children,
  className = "",
}: {
  mark: keyof typeof marks;
  children: ReactNode;
  className?: string;
}) {
  return (
    <li className={`flex min-w-0 items-center gap-1.5 whitespace-nowrap ${className}`}>
      {marks[mark]}
      {children}
    </li>
  );
}

/** Whether the endpoint could be sent as it stands. */
export function EndpointCheck() {
  const [endpoint, isKept, mode] = useWatch<JobFormValues, ["endpoint", "isEndpointKept", "destinationMode"]>({
    name: ["endpoint", "isEndpointKept", "destinationMode"],
  });
  const error = useFieldError("endpoint");
  if (mode === "keep") return null;
  if (endpoint === "" && !isKept) return <BarCheck mark="open">Endpoint</BarCheck>;
  const isValid = error === undefined && (isKept || parseHttpDestination(endpoint).ok);
  return isValid ? <BarCheck mark="ok">Endpoint valid</BarCheck> : <BarCheck mark="fail">Endpoint invalid</BarCheck>;
}

/** How many jobs the zone has of those that Cloudflare takes; for an account no number is documented. */
export function QuotaCheck() {
  const scope = useWatch<JobFormValues, "scope">({ name: "scope" });
  const count = useJobCount(scope);
  if (count === undefined) return null;
  const hint = `${scope.startsWith("zones/") ? `Cloudflare allows ${maxZoneJobs} jobs per zone; some plans allow more. ` : ""}As last read.`;
  return (
    <BarCheck mark={scope.startsWith("zones/") && count >= maxZoneJobs ? "warn" : "ok"} className="max-xl:hidden">
      <span title={hint}>
        {scope.startsWith("zones/")
          ? `${count} of ${maxZoneJobs} job slots used`
          : `${countOf(count, "job")} in this account`}
      </span>
    </BarCheck>
  );
}

/** From the page for the zone that it opened with, else asked for. */
function useJobCount(scope: string): number | undefined {
  const { jobCount, actions } = useFormSetting();
  const [found, setFound] = useState(jobCount);
  const { countScopeJobs } = actions;
  const isKnown = scope === "" || found?.scope === scope;
  useEffect(() => {
    if (isKnown) return;
    let isOutdated = false;
    callAction(() => countScopeJobs({ scope })).then((result) => {
      if (result.ok && !isOutdated) setFound({ scope, count: result.value });
    });
    return () => {
      isOutdated = true;
    };
  }, [isKnown, scope, countScopeJobs]);
  return found?.scope === scope ? found.count : undefined;
}
