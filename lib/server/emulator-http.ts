import "server-only";
import { refuse, refuseForeign } from "./refuse-foreign.ts";
import { findEmulator } from "./upstream.ts";

/** The emulator over HTTP, so that a copied curl works. */
export async function answerAsEmulator(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  return refuseForeign(request) ?? emulator.fetch(request);
}
