import "server-only";
import type { Attempts } from "./attempts.ts";
import type { DeviceCookie } from "./device-cookie.ts";
import type { SignInQueue } from "./sign-in-queue.ts";
import { addressOf, networkOf } from "./visitor.ts";

/** Limits how often a sign-in request gets to the check of its proof. */
export type Entrance = {
  enter(headers: Pick<Headers, "get">, signal: AbortSignal): Promise<Entered | { ok: false; waitMs: number }>;
};

/** `succeed` removes the attempt from the count and returns the Set-Cookie header for the device. */
type Entered = { ok: true; succeed(): Promise<string> };

type EntranceOptions = {
  attempts: Attempts;
  queue: SignInQueue;
  device: () => DeviceCookie;
  trustedHops: number;
};

/** The networks of earlier sign-ins, until the process ends. */
const maxKnown = 1000;
/** How long to wait when the queue is full. It moves once a second. */
const fullQueueWaitMs = 60_000;

/**
 * Limits attempts for each visitor, and queues strangers while many attempts fail. A browser or network that signed in
 * before does not queue, and a known browser does not share the count of its network.
 */
export function createEntrance({ attempts, queue, device, trustedHops }: EntranceOptions): Entrance {
  const known = new Set<string>();

  function remember(network: string): void {
    known.delete(network);
    known.add(network);
    const [oldest] = known;
    if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
  }

  return {
    async enter(headers, signal) {
      const network = networkOf(addressOf(headers, trustedHops));
      const deviceId = device().read(headers);
      const attempt = await attempts.begin(deviceId === undefined ? network : `device ${deviceId}`);
      if (!attempt.ok) return attempt;
      const isStranger = deviceId === undefined && !known.has(network);
      if (attempt.isCrowded && isStranger && !(await queue.wait(attempt.tries, signal)))
        return { ok: false, waitMs: fullQueueWaitMs };
      return {
        ok: true,
        succeed: async () => {
          await attempt.succeed();
          remember(network);
          return device().issue(deviceId);
        },
      };
    },
  };
}
