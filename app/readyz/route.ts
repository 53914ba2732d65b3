import { isReady } from "#lib/server/ready.ts";

export const dynamic = "force-dynamic";

/** Settings and data folder are fine. Cloudflare is not asked. */
export async function GET(): Promise<Response> {
  return (await isReady())
    ? Response.json({ status: "ready" })
    : Response.json({ status: "not ready" }, { status: 503 });
}
