import * as z from "zod";
import type { CallLog } from "../call-log.ts";
import type { Clock } from "../clock.ts";
import type { FaultInjector } from "../faults.ts";
import { isJsonObject } from "../json.ts";
import { readAnswer } from "../receiver/answers.ts";
import type { Inbox } from "../receiver/receiver.ts";
import type { Store } from "../state/store.ts";
import { type Api, readBody } from "./context.ts";
import { success } from "./envelope.ts";
import { invalidRequest } from "./failure.ts";

/** Ten years. */
const MAX_ADVANCE_MS = 10 * 365 * 24 * 3600 * 1000;

/** A name that was stored before the rules existed; the API would refuse it today. */
const nameSchema = z.strictObject({ id: z.int(), name: z.string() });

const faultSchema = z.strictObject({
  method: z.string().optional(),
  pathIncludes: z.string().optional(),
  times: z.int().positive().optional(),
  at: z.enum(["before", "after"]),
  kind: z.enum(["status", "delay", "drop", "malformed", "html", "rate-limit"]),
  status: z.int().min(200).max(599).optional(),
  delayMs: z.int().nonnegative().optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).optional(),
});

/** Either a time to continue from, or how far to move. Times before 1970 or after 9999 have no usual form. */
const clockSchema = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceMs: z.int().min(-MAX_ADVANCE_MS).max(MAX_ADVANCE_MS) }),
]);

export const TEST_PATH = "/__emulator/";

/** Routes for end-to-end tests of a client. They exist only if HEADGATE_EMULATOR_FAULTS is 1. */
export function addTestRoutes(
  api: Api,
  {
    clock,
    faults,
    calls,
    receiver,
    store,
    tick,
  }: {
    clock: Clock;
    faults: FaultInjector;
    calls: CallLog;
    receiver: Inbox;
    store: Store;
    tick: () => Promise<number>;
  },
): void {
  api.get("/__emulator/faults", () => success(faults.list()));

  api.post("/__emulator/faults", async (context) => {
    const parsed = faultSchema.safeParse(await readBody(context));
    if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
    faults.add(parsed.data);
    return success(faults.list());
  });

  api.delete("/__emulator/faults", () => {
    faults.clear();
    return success([]);
  });

  api.get("/__emulator/calls", () => success(calls.list()));

  api.delete("/__emulator/calls", () => {
    calls.clear();
    return success([]);
  });

  api.put("/__emulator/answer", async (context) => {
    const body = await readBody(context);
    const answer = readAnswer(isJsonObject(body) ? body.answer : undefined);
    if (!answer) throw invalidRequest("unknown answer");
    receiver.setAnswer(answer);
    return success({ answer });
  });

  api.put("/__emulator/name", async (context) => {
    const parsed = nameSchema.safeParse(await readBody(context));
    if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
    const { id, name } = parsed.data;
    await store.commit((state) => {
      const jobs = state.jobs.map((job) => (job.id === id ? { ...job, settings: { ...job.settings, name } } : job));
      return { state: { ...state, jobs }, value: undefined };
    });
    return success({ id, name });
  });

  const time = () => success({ now: new Date(clock.now()).toISOString() });
  api.get("/__emulator/clock", time);

  api.put("/__emulator/clock", async (context) => {
    const parsed = clockSchema.safeParse(await readBody(context));
    if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
    if ("now" in parsed.data) clock.set(Date.parse(parsed.data.now));
    else clock.advance(parsed.data.advanceMs);
    return time();
  });

  api.delete("/__emulator/clock", () => {
    clock.reset();
    return time();
  });

  api.post("/__emulator/tick", async () => success({ jobs: await tick() }));
}

export function areTestRoutesOn(): boolean {
  return process.env.HEADGATE_EMULATOR_FAULTS === "1";
}
