import "server-only";
import { destinationExists } from "#lib/cloudflare/destination-exists.ts";
import { AppException, describeFailure } from "#lib/cloudflare/errors.ts";
import type { ScopeRef } from "#lib/logpush/job/job.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { Context } from "../context/context.ts";

/** No job can push here (RFC 2606), so the answer is always that none does. */
const nowhere = "https://headgate.invalid/permissions";

/**
 * Why the credential may not edit jobs of this zone or account; null if it may. It asks for a destination that nobody
 * has, which needs the permission to edit (API schema, `logs:edit`), and changes nothing.
 */
export async function tryChange({ upstream }: Context, scope: ScopeRef): Promise<AppError | null> {
  const sent = await upstream.write((client) => destinationExists(client, scope, nowhere));
  return sent.ok ? null : describeFailure(sent.failure, { destinations: [], notFound: "E_SCOPE_GONE" });
}

/** Throws `AppException` if the credential may not edit jobs of this zone or account. */
export async function requireEdit(context: Context, scope: ScopeRef): Promise<void> {
  const refusal = await tryChange(context, scope);
  if (refusal) throw new AppException(refusal);
}
