import "server-only";
import { isSeed } from "#lib/logpush/receiver/arrival-view.ts";
import { admit } from "../auth/authorise.ts";
import { isStoreCode } from "../auth/recognize.ts";
import { findEmulator } from "../calls/upstream.ts";
import { eventStream } from "../http/event-stream.ts";
import { refuse, refuseForeign } from "../http/refuse-foreign.ts";

/**
 * An open page holds one stream. Each stream costs a connection, so there is a limit per caller and a limit for all.
 */
const maxStreams = 64;
const maxStreamsOfCaller = 32;
/** The caller of each open stream. */
const openStreams: string[] = [];

/** Notifies a page when something arrives at the test receiver, or when its answer changes. */
export async function streamArrivals(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const admission = await admit(request.headers, "operator", "page");
  if (!admission.ok && isStoreCode(admission.code)) return refuse(503, admission.code);
  if (!admission.ok) return refuse(admission.code === "E_SIGN_IN" ? 401 : 403, admission.code);
  const { id } = admission.caller;
  const isFull = openStreams.length >= maxStreams;
  if (isFull || openStreams.filter((one) => one === id).length >= maxStreamsOfCaller)
    return refuse(
      503,
      isFull ? "Too many open event streams." : "You have too many open event streams. Close some tabs.",
    );
  const isSeedShown = new URL(request.url).searchParams.get("seed") === "show";
  const body = eventStream({
    signal: request.signal,
    subscribe: (onChange) => {
      openStreams.push(id);
      const unsubscribe = emulator.receiver.subscribe((arrived) => {
        if (isSeedShown || !arrived || !isSeed(arrived)) onChange();
      });
      return () => {
        openStreams.splice(openStreams.indexOf(id), 1);
        unsubscribe();
      };
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
