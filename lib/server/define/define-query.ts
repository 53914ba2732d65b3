import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";
import type { Result } from "#lib/logpush/result.ts";
import { admit } from "../auth/authorise.ts";
import type { Role } from "../base/caller.ts";
import { toResult } from "../base/to-result.ts";
import type { Context } from "../context/context.ts";
import { getContext } from "../context/context.ts";
import { refuseForeign } from "../http/refuse-foreign.ts";

export type QueryOptions<Input> = {
  /** The name in the log. */
  name: string;
  role: Role;
  /** Reads the input from the address. */
  parse: (params: URLSearchParams) => Input;
};

/** A read that pages make while they are open. */
export type QueryCase<Input, T> = QueryOptions<Input> & { run: (context: Context, input: Input) => Promise<T> };

/** Describes a query. `defineQuery` turns it into a route. */
export function defineQueryCase<Input, T>(
  options: QueryOptions<Input>,
  run: QueryCase<Input, T>["run"],
): QueryCase<Input, T> {
  return { ...options, run };
}

const statuses: Record<string, number> = { E_SIGN_IN: 401, E_ROLE: 403, E_NO_ROLE: 403, E_FORBIDDEN_ORIGIN: 403 };

/** Admits the caller, reads the input from the address, and runs the query. */
export function answerQuery<Input, T>(query: QueryCase<Input, T>, request: Request): Promise<Result<T>> {
  return toResult(query.name, async (requestId) => {
    const admission = await admit(request.headers, query.role, "page");
    if (!admission.ok) fail(admission.code);
    const input = query.parse(new URL(request.url).searchParams);
    return query.run(getContext(admission.caller, requestId), input);
  });
}

/**
 * Creates a GET route that answers with a `Result` as JSON. Server actions run one after the other, so a slow change
 * would hold up every read; queries run side by side.
 */
export function defineQuery<Input, T>(query: QueryCase<Input, T>): (request: Request) => Promise<Response> {
  return async (request) => {
    const foreign = refuseForeign(request);
    if (foreign) return foreign;
    const result = await answerQuery(query, request);
    const status = result.ok ? 200 : (statuses[result.error.code] ?? 200);
    return Response.json(result, { status, headers: { "cache-control": "no-store" } });
  };
}
