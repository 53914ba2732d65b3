import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLResolveInfo,
  parse,
  validate,
} from "graphql";
import type { ScopeKind } from "../datasets.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { SIMULATED_MS } from "../fleet/simulate.ts";
import { isJsonObject } from "../json.ts";
import { type Directory, scopesOf } from "../state/directory.ts";
import type { JobLookup } from "../state/job-lookup.ts";
import type { Scope } from "../state/model.ts";
import { KEPT_HOURS, talliesOf } from "../state/pushes.ts";
import type { Store } from "../state/store.ts";
import { type ApiContext, readBody } from "./context.ts";
import {
  type Filter,
  type GroupArguments,
  groupRows,
  healthRows,
  passes,
  spanOf,
  type TalliesOf,
  usageRows,
} from "./graphql-groups.ts";
import { availableFields, type GroupKind, schema, withOwnTypeNames } from "./graphql-schema.ts";
import type { RateLimit } from "./rate-limit.ts";

type ScopeArguments = { filter?: Filter | null; limit?: number | null };
type Resolver = (args: GroupArguments, context: unknown, info: GraphQLResolveInfo) => unknown;

const TAGS = { zones: "zoneTag", accounts: "accountTag" } as const;

export type GraphqlOptions = {
  store: Store;
  lookup: JobLookup;
  fleet: Fleet | undefined;
  directory: Directory;
  graphqlRateLimit: RateLimit;
  now: () => number;
};

/** The words in which the service was observed to refuse. */
const BUDGET_DEPLETED = {
  data: null,
  errors: [{ message: "Rate limiter budget depleted. Please try again after 5 minutes.", path: null, extensions: {} }],
};

/** Answers POST `graphql`. Failures have no envelope: as usual in GraphQL they come with status 200, in `errors`. */
export async function answerGraphql(context: ApiContext, options: GraphqlOptions): Promise<Response> {
  if (!options.graphqlRateLimit.take(context.get("credential").key).allowed) return Response.json(BUDGET_DEPLETED);
  const body = await readBody(context);
  const isBarred = context.get("credential").access === "read-only";
  const scopes = (kind: ScopeKind) => (args: ScopeArguments) => listScopes(options, kind, args, isBarred);
  const { data, errors } = await run(typeof body.query === "string" ? body.query : "", {
    rootValue: { viewer: { zones: scopes("zones"), accounts: scopes("accounts") } },
    variableValues: isJsonObject(body.variables) ? body.variables : undefined,
    ...(typeof body.operationName === "string" ? { operationName: body.operationName } : {}),
  });
  const shown = errors?.map(({ message, path }) => ({ message, path: path ?? null, extensions: {} })) ?? null;
  return Response.json({ data: data ?? null, errors: shown });
}

/** The zones or accounts of a query; an unknown one is refused in the words of the service. */
function listScopes(options: GraphqlOptions, kind: ScopeKind, { filter, limit }: ScopeArguments, isBarred: boolean) {
  const { store, lookup, fleet, directory } = options;
  const jobsOf = (scope: Scope) => lookup.inScope(store.current(), scope);
  const tag = TAGS[kind];
  const named = namedTags(filter ?? {}, tag);
  const foreign = isBarred ? (named[0] ?? "") : named.find((id) => !directory[kind].some((scope) => scope.id === id));
  if (foreign !== undefined) {
    // The service says the same whether a permission or the plan is missing.
    throw new Error(`${kind === "zones" ? "zone" : "account"} '${foreign}' does not have access to the path`);
  }
  const known = directory[kind].filter(({ id }) => passes({ [tag]: id }, filter ?? {}));
  return known.slice(0, limit ?? known.length).map(({ id }) => {
    const health: Resolver = (args, _context, info) =>
      refuseOld(options, `${kind === "zones" ? "zone" : "account"} "${id}"`, args.filter) ??
      groupRows(healthRows(jobsOf({ kind, id }), readTallies(options, args.filter)), args, info);
    // An account is billed for its zones too.
    const usage: Resolver = (args, _context, info) =>
      groupRows(usageRows(scopesOf(directory, id).flatMap(jobsOf), readTallies(options, args.filter)), args, info);
    return {
      [tag]: id,
      settings: {
        logpushHealthAdaptiveGroups: settingsOf("Health", fleet),
        logpushUsageAdaptiveGroups: settingsOf("Usage", fleet),
      },
      logpushHealthAdaptiveGroups: health,
      logpushUsageAdaptiveGroups: usage,
    };
  });
}

/** The stored deliveries of a job, and the simulated ones of a generated job until it was changed. */
function readTallies({ store, fleet, now }: GraphqlOptions, filter: Filter): TalliesOf {
  const { fromMs, toMs } = spanOf(filter);
  const nowMs = now();
  return function* tallies({ id, simulatedUntil }) {
    if (fleet?.has(id) && simulatedUntil !== undefined) {
      yield* fleet.tallies(id, { fromMs, toMs: Math.min(toMs, simulatedUntil, nowMs), nowMs });
    }
    for (const [time, kept] of Object.entries(store.current().pushes?.[id] ?? {})) {
      yield [Date.parse(time), talliesOf(kept)];
    }
  };
}

function namedTags(filter: Filter, tag: string): string[] {
  const listed: unknown[] = [filter[tag], filter[`${tag}_in`]].flat();
  return listed.filter((each) => typeof each === "string");
}

/** The service refuses a query that begins before what it keeps. */
function refuseOld({ fleet, now }: GraphqlOptions, scope: string, filter: Filter): undefined {
  const { fromMs } = spanOf(filter);
  const keptMs = keptSecondsOf(fleet) * 1000;
  const ageMs = now() - fromMs;
  if (!Number.isFinite(fromMs) || fromMs <= 0 || ageMs <= keptMs) return undefined;
  throw new Error(
    `${scope} cannot request data older than ${keptMs / 1000}s, but your query requests data from ${Math.round(ageMs / 1000)}s ago`,
  );
}

function keptSecondsOf(fleet: Fleet | undefined): number {
  return fleet ? SIMULATED_MS / 1000 : KEPT_HOURS * 3600;
}

function settingsOf(kind: GroupKind, fleet: Fleet | undefined) {
  const keptSeconds = keptSecondsOf(fleet);
  return {
    enabled: true,
    availableFields: availableFields(kind),
    maxDuration: keptSeconds,
    maxNumberOfFields: 30,
    maxPageSize: 10_000,
    notOlderThan: keptSeconds,
  };
}

/** Far more than any tool requests; a query that repeats the same field thousands of times is not run. */
const MAX_TOKENS = 500;

async function run(
  source: string,
  values: Pick<ExecutionArgs, "rootValue" | "variableValues" | "operationName">,
): Promise<ExecutionResult> {
  try {
    const document = withOwnTypeNames(parse(source, { maxTokens: MAX_TOKENS }));
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : await execute({ schema, document, ...values });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
