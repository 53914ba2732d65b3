import { findProblem } from "#lib/server/ready.ts";

export const dynamic = "force-dynamic";

/** Readiness: the settings are accepted and the store can be written. It does not call Cloudflare. */
export async function GET(): Promise<Response> {
  const problem = await findProblem();
  return problem === undefined
    ? Response.json({ status: "ready" })
    : Response.json({ status: "not ready", problem }, { status: 503 });
}
