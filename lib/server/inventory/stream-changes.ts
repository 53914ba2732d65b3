import "server-only";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { admit } from "../auth/authorise.ts";
import { getContext } from "../context/context.ts";
import { eventStream } from "../http/event-stream.ts";
import { refuse, refuseForeign } from "../http/refuse-foreign.ts";
import { onStoredChange } from "./changes-stream.ts";
import { noteViewer, type Target } from "./freshness.ts";

/**
 * An open page that is shown holds one stream, and each costs a connection. There is no limit per caller: everybody who
 * signs in with the same role's password is one.
 */
const maxStreams = 500;
let openStreams = 0;

/** How often a stream says that its page is still open. */
const presenceMs = 20_000;

/**
 * Tells a page that something changed in the store: everything, or with `?scope=` one zone or account. The page then
 * reads what it shows. While it is open, the reader keeps what it shows fresher.
 */
export async function streamChanges(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const admission = await admit(request.headers, "viewer", "page");
  if (!admission.ok) return refuse(admission.code === "E_SIGN_IN" ? 401 : 403, admission.code);
  if (openStreams >= maxStreams) return refuse(503, "Too many open event streams. Close some tabs.");
  const context = getContext(admission.caller);
  const scope = readScope(new URL(request.url).searchParams.get("scope"));
  const body = eventStream({
    signal: request.signal,
    subscribe: (onChange) => {
      openStreams += 1;
      const note = () => void noteViewer(context, scope ?? "list").catch(() => undefined);
      note();
      const presence = setInterval(note, presenceMs);
      const unsubscribe = onStoredChange((change) => {
        const isShown = !change || (change.realm === context.realm && (scope === null || change.scope === scope));
        if (isShown) onChange();
      });
      return () => {
        openStreams -= 1;
        clearInterval(presence);
        unsubscribe();
      };
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store, no-transform" },
  });
}

/** Null for every scope; anything that is not a scope counts as that. */
function readScope(path: string | null): Exclude<Target, "list" | "scopes"> | null {
  const scope = parseScopePath(path ?? "");
  return scope ? `${scope.scopeKind}/${scope.scopeId}` : null;
}
