import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { getZoneAccount, listTransformers } from "#lib/cloudflare/transformers.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { TransformerOption } from "#lib/logpush/views.ts";
import { findScopeRow } from "#lib/store/inventory.ts";
import type { Context } from "../context/context.ts";
import { scopePathSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";

const readTransformersSchema = z.object({ scope: scopePathSchema });

/** The transformers of the account, or of the zone's account. Read when somebody asks: few jobs have one. */
export async function readTransformers(
  context: Context,
  { scope: path }: z.output<typeof readTransformersSchema>,
): Promise<TransformerOption[]> {
  const scope = parseScopePath(path);
  if (!scope) fail("E_SCOPE", { at: "scope" });
  const { store, realm, upstream } = context;
  const accountId =
    scope.scopeKind === "accounts"
      ? scope.scopeId
      : ((await findScopeRow(store.db, { realm, path }))?.account_id ??
        (await upstream.read((client) => getZoneAccount(client, scope.scopeId), { notFound: "E_SCOPE_GONE" })));
  const found = await upstream.read((client) => listTransformers(client, accountId), { notFound: "E_SCOPE_GONE" });
  return found.toSorted((one, other) => one.name.localeCompare(other.name, "en") || one.id - other.id);
}

export const readTransformersCase = defineUseCase(
  { name: "readTransformers", role: "viewer", input: readTransformersSchema },
  readTransformers,
);
