import "server-only";
import { isSameSecret } from "../base/same-secret.ts";
import { emulatorToken, findEmulator } from "../calls/upstream.ts";
import { readEnv } from "../env/env.ts";
import { refuse, refuseForeign } from "../http/refuse-foreign.ts";

/**
 * The emulator over HTTP, so that a copied curl works. It accepts any token from this machine, and one token from a
 * network.
 */
export async function answerAsEmulator(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  return refuseForeign(request) ?? refuseStranger(request) ?? emulator.fetch(request);
}

/** If people sign in, only those who were shown this installation's token may use the emulator. */
function refuseStranger(request: Request): Response | undefined {
  if (readEnv().auth.kind === "open") return undefined;
  const given = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (isSameSecret(given, emulatorToken())) return undefined;
  const errors = [{ code: 10000, message: "Authentication error" }];
  return Response.json({ success: false, errors, messages: [], result: null }, { status: 403 });
}
