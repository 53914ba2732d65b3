import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { verifyAccountToken, verifyUserToken } from "#lib/cloudflare/tokens.ts";
import { parseScopePath, type ScopeRef } from "#lib/logpush/job/job.ts";
import type { CredentialReading, PermissionsReading, ScopeRights } from "#lib/logpush/permissions/permissions.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { tryChange } from "../scopes/try-change.ts";

const probeScopeSchema = z.object({ scope: scopePathSchema });

/** A token that is owned by an account sees only that account, so no more of them need to be read. */
const maxOwners = 3;

/** The zones and accounts that the credential sees, from the store. No permission is tried yet. */
export const readPermissions = defineResultReader("operator", "readPermissions", (context) =>
  describePermissions(context),
);

export async function describePermissions(context: Context): Promise<PermissionsReading> {
  try {
    return { ...(await readScopes(context)), error: null };
  } catch (thrown) {
    if (thrown instanceof AppException) return { scopes: [], failures: [], error: thrown.error };
    throw thrown;
  }
}

/** The state of the credential, which Cloudflare is asked for. One that sees nothing may still say why. */
export const readTokenState = defineResultReader("operator", "readTokenState", describeToken);

export async function describeToken(context: Context): Promise<CredentialReading> {
  const { scopes } = await describePermissions(context);
  return readCredential(context, scopes);
}

/** What Cloudflare says about the credential. If the route for users refuses, the one for accounts is used. */
export async function readCredential({ upstream }: Context, scopes: ScopeOption[]): Promise<CredentialReading> {
  if (upstream.credentialKind === "key") return { kind: "key" };
  const accountIds = new Set(
    scopes.flatMap(({ path, accountId }) => accountId ?? (path.startsWith("accounts/") ? path.slice(9) : [])),
  );
  try {
    return { kind: "token", owner: "user", state: await upstream.read(verifyUserToken) };
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    for (const id of [...accountIds].slice(0, maxOwners)) {
      const state = await upstream.read((client) => verifyAccountToken(client, id)).catch(ignoreRefusal);
      if (state) return { kind: "token", owner: "account", state };
    }
    return { kind: "unverified", error: error.error };
  }
}

function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof AppException)) throw error;
}

/**
 * Tries what the credential may do in one zone or account, and changes nothing. It lists the jobs, and asks for a
 * destination that nobody has, which needs the permission to edit (API schema, `logs:edit`).
 */
export async function probeScope(
  context: Context,
  { scope: path }: z.output<typeof probeScopeSchema>,
): Promise<ScopeRights> {
  const scope = parseScopePath(path);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  const [list, change] = await Promise.all([tryList(context, scope), tryChange(context, scope)]);
  return { list, change };
}

export const probeScopeCase = defineUseCase(
  { name: "probeScope", role: "operator", input: probeScopeSchema },
  probeScope,
);

async function tryList({ upstream }: Context, scope: ScopeRef): Promise<AppError | null> {
  try {
    await upstream.read((client) => listScopeJobs(client, scope), { notFound: "E_SCOPE_GONE" });
    return null;
  } catch (error) {
    if (error instanceof AppException) return error.error;
    throw error;
  }
}
