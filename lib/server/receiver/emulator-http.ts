import "server-only";
import { isSameSecret } from "../base/same-secret.ts";
import { emulatorToken, findEmulator } from "../calls/upstream.ts";
import { readEnv } from "../env/env.ts";
import { refuse, refuseForeign } from "../http/refuse-foreign.ts";
import { readAtOnce } from "../inventory/start-reading.ts";

/**
 * The emulator over HTTP, so that a copied curl works. It accepts any token from this machine, and one token from a
 * network.
 */
export async function answerAsEmulator(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  const refusal = refuseForeign(request) ?? refuseStranger(request);
  if (refusal) return refusal;
  const response = await emulator.fetch(request);
  if (request.method !== "GET") await noteChange(new URL(request.url).pathname);
  return response;
}

/** What was changed through the API is in the list when the answer arrives. */
async function noteChange(path: string): Promise<void> {
  const [, scope] = /\/((?:zones|accounts)\/[0-9a-f]{32})\/logpush\/jobs(?:\/\d+)?$/.exec(path) ?? [];
  if (scope !== undefined) await readAtOnce(scope);
  else if (/\/__emulator\/(?:tick|clock|name)$/.test(path)) await readAtOnce();
}

/** If people sign in, only those who were shown this installation's token may use the emulator. */
function refuseStranger(request: Request): Response | undefined {
  if (readEnv().auth.kind === "open") return undefined;
  const given = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (isSameSecret(given, emulatorToken())) return undefined;
  const errors = [{ code: 10000, message: "Authentication error" }];
  return Response.json({ success: false, errors, messages: [], result: null }, { status: 403 });
}
