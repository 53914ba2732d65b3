import type { Fetch } from "#lib/cloudflare/bound-fetch.ts";
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { createUpstream } from "../calls/upstream.ts";

/** Kills this process, as `kill -9` does, when it reaches the point for the nth time. */
export function dieAtPoint(point: string, nth = 1): (name: string) => void {
  let left = nth;
  return (name) => {
    if (name !== point) return;
    left -= 1;
    if (left > 0) return;
    process.kill(process.pid, "SIGKILL");
    // The signal may take a moment, in which nothing more may happen.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}

/** Calls over HTTP, with points before each call and after the answer of a write. */
export function dyingFetch(upstreamUrl: string, dieAt: (name: string) => void): Fetch {
  return async (input, init) => {
    const isRead = (init?.method ?? "GET") === "GET";
    dieAt(isRead ? "before the reads" : "before the write");
    const answer = await fetch(String(input).replace(officialBaseUrl, upstreamUrl), init);
    if (isRead) return answer;
    // The whole answer has arrived, but nothing has read it yet.
    const body = await answer.arrayBuffer();
    dieAt("after the answer");
    return new Response(body, answer);
  };
}

/** Calls that wait for nothing between their attempts. */
export function impatientUpstream(fetch: Fetch): ReturnType<typeof createUpstream> {
  return createUpstream({
    fetch,
    credential: { kind: "token", token: "headgate-test-token-0000000000000000" },
    baseUrl: officialBaseUrl,
    now: Date.now,
    sleep: async () => undefined,
    random: () => 0,
  });
}
