import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";

/** The body as JSON. Larger bodies are not read to the end. Throws E_INPUT if it is too large or not JSON. */
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
