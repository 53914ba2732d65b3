import type { JobDeliveries } from "#lib/logpush/job/job-page.ts";
import { ArrivalList } from "./arrival-list.tsx";
import { HourList } from "./hour-list.tsx";
import { TestList } from "./test-list.tsx";

type DeliveriesTabProps = { deliveries: JobDeliveries };

/** Every delivery that is known: by hour, the tests from here, and as the test receiver got them. */
export function DeliveriesTab({ deliveries: { chart, tests, arrivals } }: DeliveriesTabProps) {
  return (
    <div className="grid gap-4">
      <HourList chart={chart} />
      <TestList tests={tests} />
      {arrivals ? <ArrivalList arrivals={arrivals} /> : null}
    </div>
  );
}
