import {
  buildSchema,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLResolveInfo,
  Kind,
  parse,
  type SelectionSetNode,
  validate,
} from "graphql";
import { isJsonObject } from "../json.ts";
import { schemeOf } from "../push/schemes.ts";
import type { Directory } from "../state/directory.ts";
import type { State } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import { type Api, readBody } from "./context.ts";

/** The part of the analytics API that tells of Logpush; names and arguments as in the service's documentation. */
const schema = buildSchema(`
  scalar Time
  type Query { viewer: Viewer! }
  type Viewer { zones(filter: ZoneFilter): [Scope!]! accounts(filter: AccountFilter): [Scope!]! }
  input ZoneFilter { zoneTag: String }
  input AccountFilter { accountTag: String }
  type Scope { logpushHealthAdaptiveGroups(limit: Int!, filter: HealthFilter!, orderBy: [String]): [HealthGroup!]! }
  input HealthFilter {
    jobId: Int
    status: Int
    status_neq: Int
    destinationType: String
    datetime_geq: Time
    datetime_gt: Time
    datetime_leq: Time
    datetime_lt: Time
  }
  type HealthGroup { count: Int! dimensions: HealthDimensions! }
  type HealthDimensions { jobId: Int! status: Int! destinationType: String! datetimeHour: Time! }
`);

type Filter = {
  jobId?: number;
  status?: number;
  status_neq?: number;
  destinationType?: string;
  datetime_geq?: string;
  datetime_gt?: string;
  datetime_leq?: string;
  datetime_lt?: string;
};

type Dimensions = { jobId: number; status: number; destinationType: string; datetimeHour: string };
type Push = { count: number; dimensions: Dimensions };

/** POST `graphql`. Its failures are no envelopes: they come with status 200, in `errors`, as GraphQL has it. */
export function addGraphqlRoute(api: Api, { store, directory }: { store: Store; directory: Directory }): void {
  api.post("/graphql", async (context) => {
    const body = await readBody(context);
    const { access } = context.get("credential");
    const scopes = (kind: "zones" | "accounts", tag: string | undefined) => {
      const known = directory[kind].filter(({ id }) => tag === undefined || id === tag);
      // As the service says it, whether a permission or the plan is what lacks.
      if (known.length === 0 || access === "read-only") {
        throw new Error(`${kind === "zones" ? "zone" : "account"} '${tag}' does not have access to the path`);
      }
      return known.map(({ id }) => ({
        logpushHealthAdaptiveGroups: (
          args: { limit: number; filter: Filter },
          _context: unknown,
          info: GraphQLResolveInfo,
        ) => groupPushes(listPushes(store.current(), { kind, id }, args.filter), info).slice(0, args.limit),
      }));
    };
    const rootValue = {
      viewer: {
        zones: ({ filter }: { filter?: { zoneTag?: string } }) => scopes("zones", filter?.zoneTag),
        accounts: ({ filter }: { filter?: { accountTag?: string } }) => scopes("accounts", filter?.accountTag),
      },
    };
    const { data, errors } = await run(typeof body.query === "string" ? body.query : "", {
      rootValue,
      variableValues: isJsonObject(body.variables) ? body.variables : undefined,
    });
    const told = errors?.map(({ message, path }) => ({ message, path: path ?? null, extensions: {} })) ?? null;
    return Response.json({ data: data ?? null, errors: told });
  });
}

/** Far above what any tool asks; a query that names the same thing thousands of times is not run. */
const MAX_TOKENS = 500;

async function run(
  source: string,
  values: Pick<ExecutionArgs, "rootValue" | "variableValues">,
): Promise<ExecutionResult> {
  try {
    const document = parse(source, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : await execute({ schema, document, ...values });
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function listPushes(state: State, scope: { kind: string; id: string }, filter: Filter): Push[] {
  return state.jobs
    .filter((job) => job.scope.kind === scope.kind && job.scope.id === scope.id)
    .flatMap(({ id, settings }) => {
      const destinationType = schemeOf(settings.destination_conf);
      return Object.entries(state.pushes?.[id] ?? {}).flatMap(([hour, counts]) =>
        Object.entries(counts).map(([status, count]) => ({
          count,
          dimensions: { jobId: id, status: Number(status), destinationType, datetimeHour: hour },
        })),
      );
    })
    .filter(({ dimensions }) => passes(dimensions, filter));
}

function passes({ jobId, status, destinationType, datetimeHour: at }: Dimensions, filter: Filter): boolean {
  return (
    (filter.jobId ?? jobId) === jobId &&
    (filter.status ?? status) === status &&
    filter.status_neq !== status &&
    (filter.destinationType ?? destinationType) === destinationType &&
    (filter.datetime_geq === undefined || at >= filter.datetime_geq) &&
    (filter.datetime_gt === undefined || at > filter.datetime_gt) &&
    (filter.datetime_leq === undefined || at <= filter.datetime_leq) &&
    (filter.datetime_lt === undefined || at < filter.datetime_lt)
  );
}

/** One group for each combination of the dimensions that the query names, as the service groups them. */
function groupPushes(pushes: Push[], info: GraphQLResolveInfo): Push[] {
  const names = info.fieldNodes.flatMap(({ selectionSet }) =>
    fieldsOf(selectionSet).flatMap(({ name, selectionSet: inner }) =>
      name === "dimensions" ? fieldsOf(inner).map((field) => field.name) : [],
    ),
  );
  const groups = new Map<string, Push>();
  for (const { count, dimensions } of pushes) {
    const key = JSON.stringify(Object.entries(dimensions).filter(([name]) => names.includes(name)));
    groups.set(key, { count: count + (groups.get(key)?.count ?? 0), dimensions });
  }
  return [...groups.values()];
}

function fieldsOf(selections: SelectionSetNode | undefined) {
  return (selections?.selections ?? []).flatMap((node) =>
    node.kind === Kind.FIELD ? [{ name: node.name.value, selectionSet: node.selectionSet }] : [],
  );
}
