import type { Context, Hono } from "hono";
import type { ScopeKind } from "../datasets.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { Scope } from "../state/model.ts";
import type { Credential } from "./credentials.ts";
import { ApiFailure, ERROR_CODE } from "./failure.ts";

export type ApiEnv = { Variables: { credential: Credential; scope: Scope } };
export type ApiContext = Context<ApiEnv>;
export type Api = Hono<ApiEnv>;

const MAX_BODY_BYTES = 1024 * 1024;

export function isScopeKind(text: string | undefined): text is ScopeKind {
  return text === "zones" || text === "accounts";
}

/** The body as a JSON object; throws the 400 for anything else. */
export async function readBody(context: ApiContext): Promise<JsonObject> {
  const text = await context.req.text();
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) {
    throw new ApiFailure(413, ERROR_CODE.invalidJson, "request body is too large");
  }
  const body = parseJson(text);
  if (!isJsonObject(body)) throw new ApiFailure(400, ERROR_CODE.invalidJson, "request body is not a JSON object");
  return body;
}

/** The `job_id` of the path; throws the 400 for an ID that cannot exist. */
export function readJobId(context: ApiContext): number {
  const text = context.req.param("jobId") ?? "";
  if (!/^[1-9]\d{0,14}$/.test(text)) throw badIdentifier(context);
  return Number(text);
}

export function badIdentifier(context: ApiContext): ApiFailure {
  const message = `Could not route to ${context.req.path}, perhaps your object identifier is invalid?`;
  return new ApiFailure(400, ERROR_CODE.invalidIdentifier, message);
}
