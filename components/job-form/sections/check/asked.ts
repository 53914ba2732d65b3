import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { CheckId } from "./check-state.ts";
import type { DeliveryKind } from "./delivery-kind.ts";

/** What the answer of a check depends on, to notice that it is out of date. It holds secrets: it stays in memory. */
export function askedOf(id: CheckId, values: JobFormValues, delivery: DeliveryKind): string {
  const { scope, dataset, destinationMode, isEndpointKept, endpoint, query } = values;
  const destination = [destinationMode, isEndpointKept, endpoint, query];
  const { fieldNames, timestampFormat, sampleRate, cveRedaction } = values;
  switch (id) {
    case "form":
      return JSON.stringify(values);
    case "delivery":
      return JSON.stringify(delivery.records === undefined ? destination : [delivery.records, values]);
    case "destination":
      return JSON.stringify([scope, destination]);
    case "exists":
      return JSON.stringify([scope, dataset, destination]);
    case "fields":
      return JSON.stringify([scope, dataset, fieldNames, timestampFormat, sampleRate, cveRedaction]);
  }
}
