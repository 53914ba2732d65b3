import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLResolveInfo,
  parse,
  validate,
} from "graphql";
import { isJsonObject } from "../json.ts";
import { accountOf, type Directory } from "../state/directory.ts";
import type { StoredJob } from "../state/model.ts";
import { KEPT_HOURS } from "../state/pushes.ts";
import type { Store } from "../state/store.ts";
import { type Api, readBody } from "./context.ts";
import { type Filter, type GroupArguments, groupRows, healthRows, passes, usageRows } from "./graphql-groups.ts";
import { availableFields, type GroupKind, schema, withOwnTypeNames } from "./graphql-schema.ts";

type ScopeKind = "zones" | "accounts";
type ScopeArguments = { filter?: Filter | null; limit?: number | null };
type Resolver = (args: GroupArguments, context: unknown, info: GraphQLResolveInfo) => unknown;

const TAGS = { zones: "zoneTag", accounts: "accountTag" } as const;

/** POST `graphql`. Failures have no envelope: as usual in GraphQL they come with status 200, in `errors`. */
export function addGraphqlRoute(api: Api, options: { store: Store; directory: Directory }): void {
  api.post("/graphql", async (context) => {
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
  });
}

/** The zones or accounts of a query; an unknown one is refused in the words of the service. */
function listScopes(
  { store, directory }: { store: Store; directory: Directory },
  kind: ScopeKind,
  { filter, limit }: ScopeArguments,
  isBarred: boolean,
) {
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
      groupRows(
        healthRows(
          store.current(),
          jobsOf(store, (job) => isIn(job, kind, id)),
        ),
        args,
        info,
      );
    // An account is billed for its zones too.
    const usage: Resolver = (args, _context, info) =>
      groupRows(
        usageRows(
          store.current(),
          jobsOf(store, (job) => accountOf(directory, job.scope) === id),
        ),
        args,
        info,
      );
    return {
      [tag]: id,
      settings: { logpushHealthAdaptiveGroups: settingsOf("Health"), logpushUsageAdaptiveGroups: settingsOf("Usage") },
      logpushHealthAdaptiveGroups: health,
      logpushUsageAdaptiveGroups: usage,
    };
  });
}

function jobsOf(store: Store, isWanted: (job: StoredJob) => boolean): StoredJob[] {
  return store.current().jobs.filter(isWanted);
}

function isIn({ scope }: StoredJob, kind: ScopeKind, id: string): boolean {
  return scope.kind === kind && scope.id === id;
}

function namedTags(filter: Filter, tag: string): string[] {
  const listed: unknown[] = [filter[tag], filter[`${tag}_in`]].flat();
  return listed.filter((each) => typeof each === "string");
}

function settingsOf(kind: GroupKind) {
  const keptSeconds = KEPT_HOURS * 3600;
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
