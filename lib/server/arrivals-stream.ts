import "server-only";
import { isSeed } from "#lib/logpush/lab/lab-view.ts";
import { admit } from "./authorise.ts";
import { eventStream } from "./event-stream.ts";
import { refuse, refuseForeign } from "./refuse-foreign.ts";
import { findEmulator } from "./upstream.ts";

/** A page keeps one open while it is looked at; more than this many are no people. */
const maxStreams = 32;
let openStreams = 0;

/** Tells a page that something arrived at the built-in receiver, or that its answer changed, as it happens. */
export async function streamArrivals(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  const refusal = refuseForeign(request) ?? (await refuseRole(request));
  if (refusal) return refusal;
  if (openStreams >= maxStreams) return refuse(503, "Too many streams");
  const isSeedShown = new URL(request.url).searchParams.get("seed") === "show";
  const body = eventStream({
    signal: request.signal,
    subscribe: (onChange) => {
      openStreams += 1;
      const unsubscribe = emulator.receiver.subscribe((arrived) => {
        if (isSeedShown || !arrived || !isSeed(arrived)) onChange();
      });
      return () => {
        openStreams -= 1;
        unsubscribe();
      };
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

async function refuseRole(request: Request): Promise<Response | undefined> {
  const admission = await admit(request.headers, "operator", "page");
  return admission.ok ? undefined : refuse(admission.code === "E_SIGN_IN" ? 401 : 403, admission.code);
}
