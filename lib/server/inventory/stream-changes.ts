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
 * Tells a page that something changed in the store: any job, or with `?scope=` one zone, account or run. The page then
 * reads what it shows. While it is open, the reader keeps what it shows fresher.
 */
export async function streamChanges(request: Request): Promise<Response> {
  const foreign = refuseForeign(request);
  if (foreign) return foreign;
  const admission = await admit(request.headers, "viewer", "page");
  if (!admission.ok) return refuse(admission.code === "E_SIGN_IN" ? 401 : 403, admission.code);
  if (openStreams >= maxStreams) return refuse(503, "Too many open event streams. Close some tabs.");
  const context = getContext(admission.caller);
  const named = new URL(request.url).searchParams.get("scope");
  const scope = readScope(named);
  const run = scope === null && named !== null && isRun(named) ? named : null;
  const body = eventStream({
    signal: request.signal,
    subscribe: (onChange) => {
      openStreams += 1;
      // Nothing is read more often for the page of a run.
      const note = () => void (run ?? noteViewer(context, scope ?? "list").catch(() => undefined));
      note();
      const presence = setInterval(note, presenceMs);
      const unsubscribe = onStoredChange((change) => {
        if (!change || (change.realm === context.realm && isShown(change.scope, run ?? scope))) onChange();
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

/** A list of jobs does not show runs. */
function isShown(changed: string, shown: string | null): boolean {
  return shown === null ? !isRun(changed) : changed === shown;
}

function isRun(scope: string): boolean {
  return scope.startsWith("runs/");
}

/** Null for every scope; anything that is not a scope counts as that. */
function readScope(path: string | null): Exclude<Target, "list" | "scopes"> | null {
  const scope = parseScopePath(path ?? "");
  return scope ? `${scope.scopeKind}/${scope.scopeId}` : null;
}
