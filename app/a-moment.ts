import { setTimeout as sleep } from "node:timers/promises";

/** Within this, nobody sees that they wait. */
const momentMs = 80;

/**
 * Waits a moment for content that has a skeleton: what is ready by then comes with the page. Once a skeleton
 * is painted, React shows it for 300 ms, whether or not the content is there.
 */
export async function aMoment(content: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const pause = sleep(momentMs, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([pause, content.catch(() => undefined)]);
  over.abort();
}
