import type { Jobs } from "../state/jobs.ts";
import type { StoredJob } from "../state/model.ts";
import { SEED_TRANSFORMERS, type Transformer } from "../state/transformers.data.ts";
import { type Api, type ApiContext, badIdentifier } from "./context.ts";
import { success } from "./envelope.ts";
import { ApiFailure, ERROR_CODE } from "./failure.ts";

const LIST = "/:scopeKind{accounts}/:scopeId/logpush/transformers";
const ONE = `${LIST}/:transformerId`;

/**
 * Route 15, accounts only: SQL transformers, read-only. The emulator does not run SQL, so it refuses to create, change
 * or preview one.
 */
export function addTransformerRoutes(api: Api, jobs: Jobs): void {
  const wire = (transformer: Transformer) => transformerToWire(transformer, jobs.usersOf(transformer.id));
  api.get(LIST, (context) => success(transformersOf(context).map(wire)));
  api.get(ONE, (context) => success(wire(requireTransformer(context))));
  api.get(`${ONE}/content`, (context) => success({ content: requireTransformer(context).code }));
  api.get(`${ONE}/versions`, (context) => success(versionsToWire(requireTransformer(context))));
  api.post(LIST, noSql);
  api.post(`${LIST}/preview`, noSql);
  api.put(ONE, noSql);
  api.delete(ONE, noSql);
}

function transformersOf(context: ApiContext): Transformer[] {
  return SEED_TRANSFORMERS.filter(({ accountId }) => accountId === context.get("scope").id);
}

function requireTransformer(context: ApiContext): Transformer {
  const text = context.req.param("transformerId") ?? "";
  if (!/^[1-9]\d{0,14}$/.test(text)) throw badIdentifier(context);
  const found = transformersOf(context).find(({ id }) => id === Number(text));
  if (!found) throw new ApiFailure(404, ERROR_CODE.jobNotFound, "transformer not found");
  return found;
}

/** As in the API's schema, with the jobs that use it. */
function transformerToWire(transformer: Transformer, users: StoredJob[]) {
  return {
    id: transformer.id,
    name: transformer.name,
    description: transformer.description,
    dataset: transformer.dataset,
    created_at: transformer.createdAt,
    updated_at: transformer.updatedAt,
    associated_jobs: users.map(({ id, scope, settings }) => ({
      id,
      name: typeof settings.name === "string" ? settings.name : "",
      object_tag: scope.id,
      object_type: scope.kind === "zones" ? "zone" : "account",
    })),
  };
}

/** Newest first. Only the latest version's text is stored, so `content` ignores `version_id`. */
function versionsToWire({ id, versions, createdAt, updatedAt }: Transformer) {
  return Array.from({ length: versions }, (_, index) => ({
    id: id * 100 + versions - index,
    version: versions - index,
    created_at: index === 0 ? updatedAt : createdAt,
  }));
}

function noSql(): never {
  throw new ApiFailure(
    501,
    ERROR_CODE.invalidRequest,
    "The emulator does not run SQL: transformers can be listed here, but not created, changed, deleted or previewed.",
  );
}
