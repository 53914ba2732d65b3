import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { CallLog } from "../call-log.ts";
import type { Clock } from "../clock.ts";
import type { FaultInjector } from "../faults.ts";
import type { Probe } from "../push/probe.ts";
import type { Inbox } from "../receiver/receiver.ts";
import { type Directory, hasScope } from "../state/directory.ts";
import type { Jobs } from "../state/jobs.ts";
import { throttledError } from "./apply-fault.ts";
import { addAuditRoutes } from "./audit-routes.ts";
import { type Api, type ApiContext, type ApiEnv, badIdentifier, isScopeKind } from "./context.ts";
import { expiredToken, missingPermission, readCredential } from "./credentials.ts";
import { addDatasetRoutes } from "./dataset-routes.ts";
import { addDiscoveryRoutes, unknownResource } from "./discovery-routes.ts";
import { failure } from "./envelope.ts";
import { ApiFailure, ERROR_CODE } from "./failure.ts";
import type { GraphqlOptions } from "./graphql-routes.ts";
import { addInstantRoutes } from "./instant-routes.ts";
import { addJobRoutes } from "./job-routes.ts";
import type { RateLimit } from "./rate-limit.ts";
import { addTestRoutes, areTestRoutesOn, TEST_PATH } from "./test-routes.ts";
import { addTransformerRoutes } from "./transformer-routes.ts";
import { addValidationRoutes } from "./validation-routes.ts";

export type RouterOptions = GraphqlOptions & {
  jobs: Jobs;
  probe: Probe;
  rateLimit: RateLimit;
  faults: FaultInjector;
  calls: CallLog;
  clock: Clock;
  receiver: Inbox;
  tick: () => Promise<number>;
};

export const API_BASE = "/client/v4/";

/** The API as one Hono app; everything before `/client/v4/` in the path is ignored. */
export function createRouter(options: RouterOptions): Api {
  const api: Api = new Hono<ApiEnv>({ getPath: apiPath });
  api.onError(answerError);
  api.notFound((context) => answerError(noRoute(context)));
  api.use(addRay);
  api.use(`${TEST_PATH}*`, async (context, next) => (areTestRoutesOn() ? next() : answerError(noRoute(context))));
  addTestRoutes(api, options);
  api.use(limitRate(options.rateLimit));
  api.use("/:scopeKind/:scopeId/logpush/*", enterScope(options.directory));
  addJobRoutes(api, options.jobs);
  addDatasetRoutes(api);
  addValidationRoutes(api, options);
  addInstantRoutes(api, options.store);
  addTransformerRoutes(api, options.jobs);
  addAuditRoutes(api, options.directory, options.store);
  addDiscoveryRoutes(api, options.directory);
  // The library takes long to load, and nobody asks before the first page.
  api.post("/graphql", async (context) => (await import("./graphql-routes.ts")).answerGraphql(context, options));
  return api;
}

type Next = () => Promise<void>;

async function addRay(context: ApiContext, next: Next): Promise<void> {
  await next();
  context.res.headers.set("cf-ray", `${randomBytes(8).toString("hex")}-EMU`);
}

function limitRate(rateLimit: RateLimit) {
  return async (context: ApiContext, next: Next) => {
    const credential = readCredential(context.req.raw.headers);
    context.set("credential", credential);
    if (credential.access === "expired" && !context.req.path.endsWith("/tokens/verify")) throw expiredToken();
    const decision = rateLimit.take(credential.key);
    if (decision.allowed) await next();
    else context.res = failure(429, [throttledError], { "retry-after": String(decision.resetSeconds) });
    for (const [name, value] of Object.entries(rateLimit.headers(decision))) context.res.headers.set(name, value);
  };
}

function enterScope(directory: Directory) {
  return async (context: ApiContext, next: Next) => {
    const { access } = context.get("credential");
    if (access === "read-only") throw missingPermission();
    const kind = context.req.param("scopeKind");
    const id = context.req.param("scopeId") ?? "";
    if (!isScopeKind(kind)) throw noRoute(context);
    if (!/^[0-9a-f]{32}$/.test(id)) throw badIdentifier(context);
    if (!hasScope(directory, { kind, id })) throw unknownResource();
    context.set("scope", { kind, id });
    await next();
  };
}

/** Expected refusals keep their status; anything else is a bug or a full disk and reveals no details. */
function answerError(error: unknown): Response {
  if (error instanceof ApiFailure) return failure(error.status, error.items);
  return failure(500, [{ code: ERROR_CODE.internal, message: "internal error" }]);
}

function noRoute(context: ApiContext): ApiFailure {
  return new ApiFailure(404, ERROR_CODE.noRoute, `No route for ${context.req.method} ${context.req.path}`);
}

function apiPath(request: Request): string {
  const { pathname } = new URL(request.url);
  const start = pathname.indexOf(API_BASE);
  return start < 0 ? "/" : pathname.slice(start + API_BASE.length - 1);
}
