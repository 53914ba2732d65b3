import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";

/** The body as JSON; larger ones are not read to their end. Throws E_INPUT for what is too large or no JSON. */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) fail("E_INPUT");
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    fail("E_INPUT");
  }
}
