import type { JobFormValues, QueryRow } from "../job/form-schema.ts";
import type { DeliveryFix } from "./verdict.ts";

type FixedValues = Pick<JobFormValues, "endpoint" | "isEndpointKept" | "query">;

export type ValueFix = Exclude<DeliveryFix, { kind: "go-to" }>;

/** The destination with the fix in it. A header of the same name gives way; one that is off is switched on. */
export function applyFix(fix: ValueFix, { endpoint, isEndpointKept, query }: FixedValues): FixedValues {
  if (fix.kind === "set-endpoint") return { endpoint: fix.endpoint, isEndpointKept: false, query };
  const row: QueryRow = { kind: "header", name: fix.name, value: fix.value };
  const place = query.findIndex(({ kind, name }) => kind === "header" && name.toLowerCase() === fix.name.toLowerCase());
  return { endpoint, isEndpointKept, query: place < 0 ? [...query, row] : query.with(place, row) };
}

/** What the button of a fix says. */
export function labelOfFix(fix: DeliveryFix): string {
  switch (fix.kind) {
    case "set-header":
      return `Add header ${fix.name}: ${fix.value}`;
    case "set-endpoint":
      return `Use ${fix.endpoint}`;
    case "go-to":
      return { endpoint: "Go to the endpoint", headers: "Go to the headers", batch: "Go to the batch limits" }[fix.at];
  }
}
