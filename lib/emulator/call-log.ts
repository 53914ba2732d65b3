export type LoggedCall = { at: number; method: string; path: string; body?: string };

/** More than any test makes; older calls are forgotten. */
const MAX_CALLS = 100_000;

/** Every call of the API with its time and, of a change, its body. For tests that count what a client sends. */
export function createCallLog(now: () => number) {
  let calls: LoggedCall[] = [];

  async function record(request: Request): Promise<void> {
    const { pathname } = new URL(request.url);
    const call: LoggedCall = { at: now(), method: request.method, path: pathname };
    calls.push(call);
    if (calls.length > MAX_CALLS) calls = calls.slice(-MAX_CALLS / 2);
    if (request.method !== "GET") call.body = await request.clone().text();
  }

  return {
    record,
    list: (): LoggedCall[] => calls.map((call) => ({ ...call })),
    clear: () => {
      calls = [];
    },
  };
}

export type CallLog = ReturnType<typeof createCallLog>;
