import "server-only";
import * as z from "zod/mini";
import { type HealthState, healthStates, isUrgent } from "#lib/logpush/job/health-states.ts";
import { type ListView, sortOrders } from "#lib/logpush/list/list-view.ts";
import { parseSearch, type SearchToken, statesOf } from "#lib/logpush/list/parse-search.ts";
import type { JobQuery, JobTerm, StoredQuery } from "#lib/store/inventory.ts";

/** The view of the list as the browser sends it. */
export const listViewSchema = z.object({
  q: z.string().check(z.maxLength(500)),
  scope: z.string().check(z.maxLength(60)),
  dataset: z.string().check(z.maxLength(200)),
  health: z.pipe(
    z.optional(z.enum(healthStates)),
    z.transform((state) => state),
  ),
  sort: z.enum(sortOrders),
  page: z.int().check(z.gte(1), z.lte(1_000_000)),
});

type Found = Pick<JobQuery, "words" | "terms" | "scope" | "dataset">;

/** What a view is limited to, but for its state: the states are counted without it. */
export function filterOf({ q, scope, dataset }: ListView): Found {
  const { words, tokens } = parseSearch(q);
  return { words, terms: termsOf(tokens), scope, dataset };
}

/** The states of a view; none for all. People wait for the first delivery of a new job as for that of a saved one. */
export function statesOfView({ health }: Pick<ListView, "health">): readonly HealthState[] {
  if (health === undefined) return [];
  return health === "pending" ? ["settling", "pending"] : [health];
}

/** The part of a view with the jobs that need somebody, and the part with the others. */
export function splitStates(states: readonly HealthState[]): { urgent: HealthState[]; other: HealthState[] } {
  const wanted = states.length > 0 ? states : healthStates;
  return { urgent: wanted.filter(isUrgent), other: wanted.filter((state) => !isUrgent(state)) };
}

/** The filter and the order of a view, for all of its pages. */
export function queryOf(view: ListView): Omit<StoredQuery, "realm"> {
  const { scope, ...filter } = filterOf(view);
  return { ...(scope === "" ? {} : { path: scope }), ...filter, states: statesOfView(view), order: orderOf(view) };
}

export function orderOf({ sort }: Pick<ListView, "sort">): JobQuery["order"] {
  const isByHealth = sort.endsWith("health") || sort === "attention";
  return { by: isByHealth ? "health" : "name", isDescending: sort.startsWith("-") };
}

/** A job has one host, zone, dataset and state, so several of them are a choice. Headers must all be there. */
function termsOf(tokens: SearchToken[]): JobTerm[] {
  const headers = tokens.filter(({ key }) => key === "header");
  const valuesOf = (key: SearchToken["key"]) => tokens.filter((one) => one.key === key).map(({ value }) => value);
  const choices = (["host", "zone", "dataset"] as const).map((of): JobTerm => ({ of, values: valuesOf(of) }));
  const states = valuesOf("status");
  return [
    ...headers.map(({ value }): JobTerm => ({ of: "header", values: [value] })),
    ...choices.filter(({ values }) => values.length > 0),
    ...(states.length > 0 ? [{ of: "state", values: states.flatMap(statesOf) } satisfies JobTerm] : []),
  ];
}
