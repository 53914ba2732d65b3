export type Fault = {
  method?: string;
  pathIncludes?: string;
  /** How many requests it affects; absent means every one until `clear`. */
  times?: number;
  /** before: the request is not executed; after: executed and stored, then the answer is broken. */
  at: "before" | "after";
  kind: "status" | "delay" | "drop" | "malformed" | "html" | "rate-limit";
  status?: number;
  delayMs?: number;
  /** Absent on a rate-limit fault: the answer has no retry-after header. */
  retryAfterSeconds?: number;
  errors?: { code: number; message: string }[];
};

export type FaultInjector = { add(fault: Fault): void; clear(): void; list(): Fault[] };

/** A fault list that also returns the fault for a request; the first match wins and is counted. */
export function createFaults(): FaultInjector & { takeFor(method: string, path: string): Fault | undefined } {
  let faults: Fault[] = [];

  function takeFor(method: string, path: string): Fault | undefined {
    const fault = faults.find(
      (candidate) =>
        (candidate.method === undefined || candidate.method.toUpperCase() === method) &&
        (candidate.pathIncludes === undefined || path.includes(candidate.pathIncludes)),
    );
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times <= 0) faults = faults.filter((candidate) => candidate !== fault);
    }
    return fault;
  }

  return {
    add: (fault) => {
      faults.push({ ...fault });
    },
    clear: () => {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    takeFor,
  };
}
